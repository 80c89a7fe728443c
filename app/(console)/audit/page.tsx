import type { Metadata } from "next";
import { AuditScreen } from "../../../components/audit/audit-screen.tsx";
import { type PageProps, requireUser } from "../../console-bridge.ts";

export const metadata: Metadata = { title: "Audit" };

export default async function AuditPage({ searchParams }: PageProps) {
  await requireUser("/audit", await searchParams);
  return <AuditScreen />;
}
