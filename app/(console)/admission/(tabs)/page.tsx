import type { Metadata } from "next";
import { RulesScreen } from "../../../../components/admission/rules-screen.tsx";
import { type PageProps, requireUser } from "../../../console-bridge.ts";

export const metadata: Metadata = { title: "Admission" };

export default async function AdmissionPage({ searchParams }: PageProps) {
  await requireUser("/admission", await searchParams);
  return <RulesScreen />;
}
