import type { Metadata } from "next";
import { DepartedScreen } from "../../../../components/departed/departed-screen.tsx";
import { type PageProps, requireUser } from "../../../console-bridge.ts";

export const metadata: Metadata = { title: "Departed" };

export default async function DepartedPage({ searchParams }: PageProps) {
  await requireUser("/sensors/departed", await searchParams);
  return <DepartedScreen />;
}
