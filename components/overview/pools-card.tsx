import Link from "next/link";
import type { Overview } from "../../server/overview/schema.ts";
import { poolHref } from "../pools/pool-cells.tsx";
import { poolSensorsHref } from "../sensors/search-params.ts";
import { Card, number, Quiet, Row, Rows } from "./card.tsx";

/** Pools with fewer sensors than expected, and those whose sensors vanished. */
export function PoolsCard({ pools: { missing, total, items } }: Pick<Overview, "pools">) {
  return (
    <Card
      title="Pools that lost sensors"
      all={
        missing > 0
          ? {
              href: "/pools?missing=true&sort=missing&order=desc",
              text: `${number(missing)} below their size`,
            }
          : { href: "/pools", text: "All pools" }
      }
    >
      {total === 0 ? (
        <Quiet>No pool lost a sensor in 24 hours.</Quiet>
      ) : (
        <Rows>
          {items.map((pool) => (
            <Row
              key={pool.key}
              href={poolHref(pool.key)}
              name={pool.label}
              note={<Enrolled pool={pool} />}
              aside={<Losses pool={pool} />}
            />
          ))}
        </Rows>
      )}
    </Card>
  );
}

type Pool = Overview["pools"]["items"][number];

function Enrolled({ pool: { key, enrolled, expectedSize } }: { pool: Pool }) {
  return (
    <Link href={poolSensorsHref(key)} className="hover:text-accent hover:underline">
      {expectedSize === null
        ? `${number(enrolled)} enrolled`
        : `${number(enrolled)} of ${number(expectedSize)} enrolled`}
    </Link>
  );
}

function Losses({ pool: { key, enrolled, expectedSize, lost } }: { pool: Pool }) {
  const missing = expectedSize === null ? 0 : Math.max(0, expectedSize - enrolled);
  return (
    <>
      {missing > 0 && (
        <span className="block font-medium text-stale">{number(missing)} missing</span>
      )}
      {lost > 0 && (
        <Link
          href={`/sensors/departed?reason=auto_removed&pool=${encodeURIComponent(key)}`}
          className="block hover:text-accent hover:underline"
        >
          {number(lost)} lost in 24 h
        </Link>
      )}
    </>
  );
}
