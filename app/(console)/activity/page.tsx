import type { Metadata } from "next";
import { ActivityScreen } from "../../../components/activity/activity-screen.tsx";
import { type PageProps, requireUser } from "../../console-bridge.ts";

export const metadata: Metadata = { title: "Activity" };

export default async function ActivityPage({ searchParams }: PageProps) {
  await requireUser("/activity", await searchParams);
  return <ActivityScreen />;
}
