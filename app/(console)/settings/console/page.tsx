import type { Metadata } from "next";
import { ConsoleSection } from "../../../../components/settings/console-section.tsx";
import { requireSection } from "../require-section.ts";

export const metadata: Metadata = { title: "Console settings" };

export default async function ConsolePage() {
  await requireSection("console");
  return <ConsoleSection />;
}
