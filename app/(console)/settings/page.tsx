import type { Metadata } from "next";
import { SettingsScreen } from "../../../components/settings/settings-screen.tsx";
import { type PageProps, requireUser } from "../../console-bridge.ts";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({ searchParams }: PageProps) {
  await requireUser("/settings", await searchParams);
  return <SettingsScreen />;
}
