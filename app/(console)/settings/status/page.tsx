import type { Metadata } from "next";
import { StatusSection } from "../../../../components/settings/status-section.tsx";
import { requireSection } from "../require-section.ts";

export const metadata: Metadata = { title: "Status settings" };

export default async function StatusPage() {
  await requireSection("status");
  return <StatusSection />;
}
