import type { Metadata } from "next";
import { AppearanceSection } from "../../../../components/settings/appearance-section.tsx";
import { requireSection } from "../require-section.ts";

export const metadata: Metadata = { title: "Appearance" };

export default async function AppearancePage() {
  await requireSection("appearance");
  return <AppearanceSection />;
}
