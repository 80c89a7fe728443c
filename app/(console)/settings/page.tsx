import { redirect } from "next/navigation";
import { settingsHref } from "../../../components/settings/sections.ts";
import { requireUser } from "../../console-bridge.ts";

/** `/settings` opens the first section. */
export default async function SettingsPage() {
  await requireUser("/settings");
  redirect(settingsHref("enrollment"));
}
