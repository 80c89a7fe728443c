import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PoolScreen } from "../../../../components/pools/pool-screen.tsx";
import { PoolKey } from "../../../../server/pools/key.ts";
import { type PageProps, requireUser } from "../../../console-bridge.ts";

export const metadata: Metadata = { title: "Pool" };

export default async function PoolPage({
  params,
  searchParams,
}: PageProps & { params: Promise<{ key: string }> }) {
  const { key } = await params;
  const pool = PoolKey.safeParse(decoded(key));
  if (!pool.success) notFound();
  await requireUser(`/pools/${key}`, await searchParams);
  return <PoolScreen poolKey={pool.data} />;
}

/** Next hands a path's part over as it stands in the address. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
