import type { Metadata } from "next";
import { NotificationsSection } from "../../../../components/settings/notifications-section.tsx";
import type { PageProps } from "../../../console-bridge.ts";
import { requireSection } from "../require-section.ts";

export const metadata: Metadata = { title: "Notification settings" };

export default async function NotificationsPage(props: PageProps) {
  await requireSection("notifications", props);
  return <NotificationsSection />;
}
