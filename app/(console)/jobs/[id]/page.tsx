import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { JobScreen } from "../../../../components/jobs/job-screen.tsx";
import { OneJob } from "../../../../server/jobs/schema.ts";
import { type PageProps, requireUser } from "../../../console-bridge.ts";

export const metadata: Metadata = { title: "Job" };

export default async function JobPage({
  params,
  searchParams,
}: PageProps & { params: Promise<{ id: string }> }) {
  const one = OneJob.safeParse(await params);
  if (!one.success) notFound();
  const { id } = one.data;
  await requireUser(`/jobs/${id}`, await searchParams);
  return <JobScreen id={id} />;
}
