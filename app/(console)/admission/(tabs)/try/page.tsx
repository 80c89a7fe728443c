import type { Metadata } from "next";
import { TryScreen } from "../../../../../components/admission/try-screen.tsx";
import { type PageProps, requireUser } from "../../../../console-bridge.ts";

export const metadata: Metadata = { title: "Try admission rules" };

export default async function TryPage({ searchParams }: PageProps) {
  await requireUser("/admission/try", await searchParams);
  return <TryScreen />;
}
