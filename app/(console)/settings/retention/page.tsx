import type { Metadata } from "next";
import { RetentionSection } from "../../../../components/settings/retention-section.tsx";
import { requireSection } from "../require-section.ts";

export const metadata: Metadata = { title: "Retention settings" };

export default async function RetentionPage() {
  await requireSection("retention");
  return <RetentionSection />;
}
