import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ClusterScreen } from "../../../../components/clusters/cluster-screen.tsx";
import { OneCluster } from "../../../../server/clusters/schema.ts";
import { type PageProps, requireUser } from "../../../console-bridge.ts";

export const metadata: Metadata = { title: "Cluster" };

export default async function ClusterPage({
  params,
  searchParams,
}: PageProps & { params: Promise<{ name: string }> }) {
  const { name } = await params;
  const query = await searchParams;
  const cluster = OneCluster.safeParse({ name, ...(query.uid && { uid: query.uid }) });
  if (!cluster.success) notFound();
  await requireUser(`/clusters/${name}`, query);
  return <ClusterScreen cluster={cluster.data} />;
}
