import type { Metadata } from "next";
import { OverviewScreen } from "../../../components/overview/overview-screen.tsx";
import { type PageProps, requireUser } from "../../console-bridge.ts";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage({ searchParams }: PageProps) {
  await requireUser("/overview", await searchParams);
  return <OverviewScreen />;
}
