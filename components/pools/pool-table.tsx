"use client";
import { spanOfTime } from "../../server/duration.ts";
import type { ListPools, PoolView } from "../../server/pools/schema.ts";
import { SortableHead } from "../table/sortable-head.tsx";
import { Table, Td, Tr } from "../table/table.tsx";
import { ExpectedSize } from "./expected-size.tsx";
import {
  mainReason,
  number,
  PoolName,
  PoolStatuses,
  percent,
  rate,
  reasonsText,
} from "./pool-cells.tsx";
import type { PoolOrder } from "./search-params.ts";

type Column = readonly [
  sort: ListPools["sort"],
  title: string,
  className: string,
  first: PoolOrder["order"],
];

/** In the order of the cells below; `first` is the order of the first click. */
const columns: readonly Column[] = [
  ["label", "Pool", "", "asc"],
  ["enrolled", "Sensors", "w-52", "desc"],
  ["silent", "Status", "w-44", "desc"],
  ["departed", "Departed, 24 h", "w-36", "desc"],
  ["churn", "Churn / h", "w-24", "desc"],
  ["lifeSpan", "Median life", "hidden w-32 lg:table-cell", "desc"],
  ["firstHeartbeat", "First heartbeat, p95", "hidden w-40 xl:table-cell", "desc"],
  ["ephemeral", "Ephemeral", "hidden w-28 xl:table-cell", "desc"],
];

interface PoolTableProps {
  pools: readonly PoolView[];
  order: PoolOrder;
  onOrder: (order: PoolOrder) => void;
}

export function PoolTable({ pools, order, onOrder }: PoolTableProps) {
  const opposite = order.order === "asc" ? "desc" : "asc";
  return (
    <Table label="Pools">
      <thead>
        <tr>
          {columns.map(([sort, title, className, first]) => (
            <SortableHead
              key={sort}
              className={className}
              sorted={order.sort === sort && order.order}
              onSort={() => onOrder({ sort, order: order.sort === sort ? opposite : first })}
            >
              {title}
            </SortableHead>
          ))}
        </tr>
      </thead>
      <tbody>
        {pools.map((pool) => (
          <Row key={pool.key} pool={pool} />
        ))}
      </tbody>
    </Table>
  );
}

const nothing = <span className="text-ink-faint">–</span>;
const span = (seconds: number | null) => (seconds === null ? nothing : spanOfTime(seconds));

function Row({ pool }: { pool: PoolView }) {
  return (
    <Tr>
      <Td className="py-2">
        <PoolName pool={pool} />
      </Td>
      <Td>
        <ExpectedSize pool={pool} />
      </Td>
      <Td className="py-2">
        <PoolStatuses pool={pool} />
      </Td>
      <Td className="py-1.5 tabular-nums">
        {pool.departed === 0 ? (
          nothing
        ) : (
          <span className="grid">
            {number(pool.departed)}
            <span className="truncate text-ink-muted text-xs" title={reasonsText(pool)}>
              {mainReason(pool)}
            </span>
          </span>
        )}
      </Td>
      <Td className="tabular-nums">
        {pool.churnPerHour === 0 ? nothing : rate(pool.churnPerHour)}
      </Td>
      <Td className="hidden tabular-nums lg:table-cell">{span(pool.lifeSpanSeconds)}</Td>
      <Td className="hidden tabular-nums xl:table-cell">{span(pool.firstHeartbeatSeconds)}</Td>
      <Td className="hidden tabular-nums xl:table-cell">{percent(pool.ephemeralShare)}</Td>
    </Tr>
  );
}
