"use client";
import { Timer } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { shortDuration } from "../../server/duration.ts";
import { poolTag } from "../../server/pools/key.ts";
import type { ListSensors, SensorView } from "../../server/sensors/schema.ts";
import type { ColumnId, Density } from "../../server/views/schema.ts";
import { RemovalCountdown } from "../lifecycle/removal-countdown.tsx";
import { RelativeTime } from "../time/time.tsx";
import { cn } from "../ui/class-names.ts";
import { StatusBadge } from "./status-badge.tsx";
import { TagList } from "./tag-list.tsx";

/** A column as data. To add one: its id in server/views/schema.ts, its entry here. */
export interface SensorColumn {
  readonly id: ColumnId | "name" | "status";
  readonly header: string;
  /** By what the server sorts it; left out: it has no order. */
  readonly sort?: ListSensors["sort"];
  /** What the first click sorts by: times begin with the newest. */
  readonly first?: ListSensors["order"];
  /** In pixels. The name takes what is left, and at least this. */
  readonly width: number;
  readonly cell: (sensor: SensorView, density: Density) => ReactNode;
}

const none = <span className="text-ink-faint">–</span>;

const fixed: readonly SensorColumn[] = [
  {
    id: "name",
    header: "Name",
    sort: "name",
    width: 220,
    cell: (sensor) => <SensorName sensor={sensor} />,
  },
  {
    id: "status",
    header: "Status",
    sort: "status",
    width: 116,
    cell: ({ status }) => <StatusBadge status={status} />,
  },
];

const optional: Record<ColumnId, Omit<SensorColumn, "id">> = {
  hostname: text("Hostname", "hostname", 180, ({ hostname }) => hostname),
  instance: text("Instance", "instance", 190, ({ instanceId }) => instanceId),
  cluster: text("Cluster", "cluster", 128, ({ clusterName }) => clusterName),
  role: text("Role", "role", 128, ({ role }) => role),
  flavor: text("Flavor", "flavor", 96, ({ flavor }) => flavor),
  tags: {
    header: "Tags",
    width: 224,
    cell: ({ tags }) => <TagList tags={tags} max={2} isOneLine />,
  },
  ephemeral: {
    header: "Lifetime",
    sort: "ephemeral",
    width: 168,
    cell: (sensor) => <Lifetime sensor={sensor} />,
  },
  pool: text("Pool", "pool", 150, ({ pool, token }) => poolTag(pool) ?? `${token.prefix}…`),
  version: text("Version", "version", 96, ({ version }) => version),
  kernel: text("Kernel", "kernel", 170, ({ kernel }) => kernel),
  os: text("OS", "os", 170, ({ os }) => os),
  arch: text("Arch", "arch", 84, ({ arch }) => arch),
  token: {
    header: "Token",
    sort: "token",
    width: 140,
    cell: ({ token }) => (
      <Link
        href={`/sensors/tokens/${token.id}`}
        prefetch={false}
        className="font-mono text-xs underline-offset-4 hover:text-accent hover:underline"
      >
        {token.prefix}…
      </Link>
    ),
  },
  certificate: {
    header: "Certificate ends",
    sort: "certificate",
    width: 136,
    cell: ({ certificate }) => <RelativeTime at={certificate.notAfter} />,
  },
  enrolledAt: {
    header: "Enrolled",
    sort: "enrolledAt",
    first: "desc",
    width: 124,
    cell: ({ enrolledAt }) => <RelativeTime at={enrolledAt} />,
  },
  lastHeartbeatAt: {
    header: "Last heartbeat",
    sort: "lastHeartbeatAt",
    first: "desc",
    width: 148,
    cell: (sensor, density) => (
      <span className="grid leading-4">
        <LastHeartbeat at={sensor.lastHeartbeatAt} />
        {density === "comfortable" && (
          <span className="text-ink-muted text-xs empty:hidden">
            <RemovalCountdown sensor={sensor} />
          </span>
        )}
      </span>
    ),
  },
};

/** A column of one line of text that is cut where it does not fit. */
function text(
  header: string,
  sort: ListSensors["sort"],
  width: number,
  value: (sensor: SensorView) => string | null,
): Omit<SensorColumn, "id"> {
  const cell = (sensor: SensorView) => {
    const words = value(sensor);
    return words ? (
      <span title={words} className="block truncate">
        {words}
      </span>
    ) : (
      none
    );
  };
  return { header, sort, width, cell };
}

export const columnHeader = (id: ColumnId): string => optional[id].header;

export function shownColumns(ids: readonly ColumnId[]): readonly SensorColumn[] {
  return [...fixed, ...ids.map((id) => ({ id, ...optional[id] }))];
}

export function LastHeartbeat({ at }: { at: string | null }) {
  return at ? <RelativeTime at={at} /> : <span className="text-ink-faint">never</span>;
}

interface SensorNameProps {
  sensor: SensorView;
  /** The link covers all of the positioned element around it. */
  isWide?: boolean;
}

export function SensorName({ sensor, isWide = false }: SensorNameProps) {
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Link
        href={`/sensors/${sensor.id}`}
        prefetch={false}
        title={sensor.name}
        data-row-link=""
        className={cn(
          "truncate font-medium hover:text-accent",
          isWide && "after:absolute after:inset-0 after:content-['']",
        )}
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

function Lifetime({ sensor }: { sensor: SensorView }) {
  if (!sensor.ephemeral) return <span className="text-ink-muted">Permanent</span>;
  const { removeAfterSeconds: after } = sensor;
  return (
    <span className="flex min-w-0 items-center gap-1.5" title={ephemeralTitle(sensor)}>
      Ephemeral
      {after !== null && <span className="text-ink-muted text-xs">{shortDuration(after)}</span>}
    </span>
  );
}

function ephemeralTitle({ removeAfterSeconds }: SensorView): string {
  if (removeAfterSeconds === null) return "Ephemeral";
  return `Ephemeral: removed after ${shortDuration(removeAfterSeconds)} of silence`;
}
