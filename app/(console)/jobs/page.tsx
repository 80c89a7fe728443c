import type { Metadata } from "next";
import { JobsScreen } from "../../../components/jobs/jobs-screen.tsx";
import { type PageProps, requireUser } from "../../console-bridge.ts";

export const metadata: Metadata = { title: "Jobs" };

export default async function JobsPage({ searchParams }: PageProps) {
  await requireUser("/jobs", await searchParams);
  return <JobsScreen />;
}
