import type { Metadata } from "next";
import { ReferenceScreen } from "../../../components/api-reference/reference-screen.tsx";
import { type PageProps, requireUser } from "../../console-bridge.ts";

export const metadata: Metadata = { title: "API" };

export default async function ApiReferencePage({ searchParams }: PageProps) {
  await requireUser("/api-reference", await searchParams);
  return <ReferenceScreen />;
}
