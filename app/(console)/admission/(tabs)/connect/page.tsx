import type { Metadata } from "next";
import { ConnectScreen } from "../../../../../components/admission/connect-screen.tsx";
import { type PageProps, requireUser } from "../../../../console-bridge.ts";

export const metadata: Metadata = { title: "Connect admission" };

export default async function ConnectPage({ searchParams }: PageProps) {
  await requireUser("/admission/connect", await searchParams);
  return <ConnectScreen />;
}
