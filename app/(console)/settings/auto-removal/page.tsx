import type { Metadata } from "next";
import { RemovalSection } from "../../../../components/settings/removal-section.tsx";
import { requireSection } from "../require-section.ts";

export const metadata: Metadata = { title: "Auto-removal settings" };

export default async function RemovalPage() {
  await requireSection("auto-removal");
  return <RemovalSection />;
}
