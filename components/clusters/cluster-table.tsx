"use client";
import type { ClusterView, ListClusters } from "../../server/clusters/schema.ts";
import { SortableHead } from "../table/sortable-head.tsx";
import { Table, Td, Tr } from "../table/table.tsx";
import { RelativeTime } from "../time/time.tsx";
import { ClusterLink, number, Protection, TokenEnd, Versions } from "./cluster-cells.tsx";
import type { ClusterOrder } from "./search-params.ts";

type Column = readonly [
  sort: ListClusters["sort"] | null,
  title: string,
  className: string,
  first: ClusterOrder["order"],
];

/** In the order of the cells below; `first` is the order of the first click. */
const columns: readonly Column[] = [
  ["name", "Cluster", "", "asc"],
  ["missing", "Protected nodes", "w-64", "desc"],
  ["sensors", "Sensors", "w-28", "desc"],
  [null, "Version", "hidden w-44 lg:table-cell", "asc"],
  [null, "Token ends", "w-40", "asc"],
  [null, "Last report", "hidden w-36 xl:table-cell", "asc"],
];

interface ClusterTableProps {
  clusters: readonly ClusterView[];
  order: ClusterOrder;
  onOrder: (order: ClusterOrder) => void;
}

export function ClusterTable({ clusters, order, onOrder }: ClusterTableProps) {
  const opposite = order.order === "asc" ? "desc" : "asc";
  return (
    <Table label="Clusters">
      <thead>
        <tr>
          {columns.map(([sort, title, className, first]) => (
            <SortableHead
              key={title}
              className={className}
              sorted={order.sort === sort && order.order}
              onSort={
                sort === null
                  ? undefined
                  : () => onOrder({ sort, order: order.sort === sort ? opposite : first })
              }
            >
              {title}
            </SortableHead>
          ))}
        </tr>
      </thead>
      <tbody>
        {clusters.map((cluster) => (
          <Row key={`${cluster.name} ${cluster.uid}`} cluster={cluster} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ cluster }: { cluster: ClusterView }) {
  const { versions, tokenExpiresAt, reportedAt, sensors } = cluster;
  return (
    <Tr>
      <Td className="py-2">
        <ClusterLink cluster={cluster} />
      </Td>
      <Td className="py-2">
        <Protection cluster={cluster} />
      </Td>
      <Td className="tabular-nums">{number(sensors)}</Td>
      <Td className="hidden lg:table-cell">
        <Versions versions={versions} />
      </Td>
      <Td>
        <TokenEnd at={tokenExpiresAt} />
      </Td>
      <Td className="hidden text-ink-muted xl:table-cell">
        {reportedAt ? <RelativeTime at={reportedAt} /> : <span className="text-ink-faint">–</span>}
      </Td>
    </Tr>
  );
}
