import type { Metadata } from "next";
import { ClustersScreen } from "../../../components/clusters/clusters-screen.tsx";
import { type PageProps, requireUser } from "../../console-bridge.ts";

export const metadata: Metadata = { title: "Clusters" };

export default async function ClustersPage({ searchParams }: PageProps) {
  await requireUser("/clusters", await searchParams);
  return <ClustersScreen />;
}
