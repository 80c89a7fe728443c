import Link from "next/link";
import { oneTimePool } from "../../server/activity/schema.ts";
import { poolHref } from "../pools/pool-cells.tsx";

/** Sensors of one-time tokens are one line of the feed, but no pool. */
export function PoolLink({ pool, poolLabel }: { pool: string; poolLabel: string }) {
  if (pool === oneTimePool) return <span>{poolLabel}</span>;
  return (
    <Link href={poolHref(pool)} className="hover:text-accent hover:underline">
      {poolLabel}
    </Link>
  );
}
