import type { Metadata } from "next";
import { PoolsScreen } from "../../../components/pools/pools-screen.tsx";
import { type PageProps, requireUser } from "../../console-bridge.ts";

export const metadata: Metadata = { title: "Pools" };

export default async function PoolsPage({ searchParams }: PageProps) {
  await requireUser("/pools", await searchParams);
  return <PoolsScreen />;
}
