import type { Metadata } from "next";
import { DecisionsScreen } from "../../../../../components/admission/decisions-screen.tsx";
import { type PageProps, requireUser } from "../../../../console-bridge.ts";

export const metadata: Metadata = { title: "Admission decisions" };

export default async function DecisionsPage({ searchParams }: PageProps) {
  await requireUser("/admission/decisions", await searchParams);
  return <DecisionsScreen />;
}
