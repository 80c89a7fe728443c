import type { Metadata } from "next";
import { LicenseSection } from "../../../../components/settings/license-section.tsx";
import { requireSection } from "../require-section.ts";

export const metadata: Metadata = { title: "License settings" };

export default async function LicensePage() {
  await requireSection("license");
  return <LicenseSection />;
}
