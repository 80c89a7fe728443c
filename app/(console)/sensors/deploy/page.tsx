import type { Metadata } from "next";
import { DeployScreen } from "../../../../components/deploy/deploy-screen.tsx";
import { type PageProps, requireUser } from "../../../console-bridge.ts";

export const metadata: Metadata = { title: "Deploy Sensor" };

export default async function DeployPage({ searchParams }: PageProps) {
  await requireUser("/sensors/deploy", await searchParams);
  return <DeployScreen />;
}
