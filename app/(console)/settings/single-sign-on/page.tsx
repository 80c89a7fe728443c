import type { Metadata } from "next";
import { SingleSignOnSection } from "../../../../components/single-sign-on/single-sign-on-section.tsx";
import { requireSection } from "../require-section.ts";

export const metadata: Metadata = { title: "Single sign-on" };

export default async function SingleSignOnPage() {
  await requireSection("single-sign-on");
  return <SingleSignOnSection />;
}
