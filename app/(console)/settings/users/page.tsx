import type { Metadata } from "next";
import { PeopleSection } from "../../../../components/people/people-section.tsx";
import { requireSection } from "../require-section.ts";

export const metadata: Metadata = { title: "Users" };

export default async function UsersPage() {
  await requireSection("users");
  return <PeopleSection />;
}
