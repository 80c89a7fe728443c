import type { Metadata } from "next";
import { FailedScreen } from "../../../../components/attempts/failed-screen.tsx";
import { type PageProps, requireUser } from "../../../console-bridge.ts";

export const metadata: Metadata = { title: "Failed Enrollments" };

export default async function FailedPage({ searchParams }: PageProps) {
  await requireUser("/sensors/failed", await searchParams);
  return <FailedScreen />;
}
