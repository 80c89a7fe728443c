"use client";
import {
  createColumnHelper,
  metaHelper,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
} from "@tanstack/react-table";
import { Timer } from "lucide-react";
import Link from "next/link";
import { shortDuration } from "../../server/duration.ts";
import type { SensorView } from "../../server/sensors/schema.ts";
import { RemovalCountdown } from "../lifecycle/removal-countdown.tsx";
import { RelativeTime } from "../time/time.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { RowActions } from "./row-actions.tsx";
import { StatusBadge } from "./status-badge.tsx";
import { TagList } from "./tag-list.tsx";

export const features = tableFeatures({
  rowSelectionFeature,
  rowSortingFeature,
  columnMeta: metaHelper<{ className: string }>(),
});

const helper = createColumnHelper<typeof features, SensorView>();
const text = "truncate";

const data = helper.columns([
  helper.accessor("name", {
    header: "Name",
    meta: { className: "w-auto" },
    cell: ({ row: { original } }) => <SensorName sensor={original} />,
  }),
  helper.accessor("status", {
    header: "Status",
    enableSorting: false,
    meta: { className: "w-28" },
    cell: ({ getValue }) => <StatusBadge status={getValue()} />,
  }),
  helper.accessor("clusterName", {
    id: "cluster",
    header: "Cluster",
    meta: { className: `w-28 hidden lg:table-cell ${text}` },
    cell: ({ getValue }) => getValue() ?? <span className="text-ink-faint">–</span>,
  }),
  helper.accessor("role", {
    header: "Role",
    meta: { className: `w-28 ${text}` },
  }),
  helper.accessor("flavor", {
    header: "Flavor",
    meta: { className: "w-22 hidden xl:table-cell" },
  }),
  helper.accessor("tags", {
    header: "Tags",
    enableSorting: false,
    meta: { className: "w-56 hidden lg:table-cell" },
    cell: ({ getValue }) => <TagList tags={getValue()} max={2} isOneLine />,
  }),
  helper.accessor("lastHeartbeatAt", {
    header: "Last heartbeat",
    sortDescFirst: true,
    meta: { className: "w-36" },
    cell: ({ row: { original } }) => (
      <span className="grid leading-4">
        <LastHeartbeat at={original.lastHeartbeatAt} />
        <span className="text-ink-muted text-xs empty:hidden">
          <RemovalCountdown sensor={original} />
        </span>
      </span>
    ),
  }),
  helper.accessor("version", {
    header: "Version",
    meta: { className: `w-22 hidden xl:table-cell ${text}` },
  }),
]);

const select = helper.display({
  id: "select",
  meta: { className: "w-11 pr-0" },
  header: ({ table }) => (
    <Checkbox
      aria-label="Select all on this page"
      checked={table.getIsAllPageRowsSelected()}
      isMixed={table.getIsSomePageRowsSelected() && !table.getIsAllPageRowsSelected()}
      onChange={table.getToggleAllPageRowsSelectedHandler()}
    />
  ),
  cell: ({ row }) => (
    <Checkbox
      aria-label={`Select ${row.original.name}`}
      className="z-10"
      checked={row.getIsSelected()}
      onChange={row.getToggleSelectedHandler()}
    />
  ),
});

const actions = helper.display({
  id: "actions",
  meta: { className: "w-12 pl-0 text-right" },
  header: () => <span className="sr-only">Actions</span>,
  cell: ({ row: { original } }) => <RowActions sensor={original} />,
});

/** Who may only read gets no check boxes and no actions. */
export const readColumns = data;
export const operateColumns = [select, ...data, actions];

export function LastHeartbeat({ at }: { at: string | null }) {
  return at ? <RelativeTime at={at} /> : <span className="text-ink-faint">never</span>;
}

export function SensorName({ sensor }: { sensor: SensorView }) {
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Link
        href={`/sensors/${sensor.id}`}
        title={sensor.name}
        className="truncate font-medium after:absolute after:inset-0 after:content-[''] hover:text-accent"
      >
        {sensor.name}
      </Link>
      {sensor.ephemeral && (
        <span title={ephemeralTitle(sensor)} className="shrink-0 text-ink-muted">
          <Timer aria-hidden className="size-3.5" />
          <span className="sr-only">{ephemeralTitle(sensor)}</span>
        </span>
      )}
    </span>
  );
}

function ephemeralTitle({ removeAfterSeconds }: SensorView): string {
  if (removeAfterSeconds === null) return "Ephemeral";
  return `Ephemeral: removed after ${shortDuration(removeAfterSeconds)} of silence`;
}
