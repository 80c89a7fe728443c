import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RuleScreen } from "../../../../../components/admission/rule-screen.tsx";
import { OneRule } from "../../../../../server/admission/schema.ts";
import { type PageProps, requireUser } from "../../../../console-bridge.ts";

export const metadata: Metadata = { title: "Admission rule" };

export default async function RulePage({
  params,
  searchParams,
}: PageProps & { params: Promise<{ id: string }> }) {
  const one = OneRule.safeParse(await params);
  if (!one.success) notFound();
  const { id } = one.data;
  await requireUser(`/admission/rules/${id}`, await searchParams);
  return <RuleScreen id={id} />;
}
