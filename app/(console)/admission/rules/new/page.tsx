import type { Metadata } from "next";
import { NewRuleScreen } from "../../../../../components/admission/new-rule-screen.tsx";
import { type PageProps, requireUser } from "../../../../console-bridge.ts";

export const metadata: Metadata = { title: "New admission rule" };

export default async function NewRulePage({ searchParams }: PageProps) {
  await requireUser("/admission/rules/new", await searchParams);
  return <NewRuleScreen />;
}
