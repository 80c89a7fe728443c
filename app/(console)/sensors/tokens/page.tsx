import type { Metadata } from "next";
import { TokensScreen } from "../../../../components/tokens/tokens-screen.tsx";
import { type PageProps, requireUser } from "../../../console-bridge.ts";

export const metadata: Metadata = { title: "Enrollment Tokens" };

export default async function TokensPage({ searchParams }: PageProps) {
  await requireUser("/sensors/tokens", await searchParams);
  return <TokensScreen />;
}
