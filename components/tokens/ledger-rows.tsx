"use client";
import Link from "next/link";
import type { TokenSensor } from "../../server/tokens/schema.ts";
import { StatusBadge } from "../sensors/status-badge.tsx";
import { Table, Td, Th, Tr } from "../table/table.tsx";
import { useIsNarrow } from "../table/use-is-narrow.ts";
import { RelativeTime } from "../time/time.tsx";

interface LedgerRowsProps {
  sensors: readonly TokenSensor[];
}

export function LedgerRows({ sensors }: LedgerRowsProps) {
  return useIsNarrow() ? <LedgerCards sensors={sensors} /> : <LedgerTable sensors={sensors} />;
}

function LedgerTable({ sensors }: LedgerRowsProps) {
  return (
    <Table label="Enrolled sensors">
      <thead>
        <tr>
          <Th>Sensor</Th>
          <Th className="w-32">Status</Th>
          <Th className="w-32">Enrolled</Th>
          <Th className="w-72">Departed</Th>
        </tr>
      </thead>
      <tbody>
        {sensors.map((sensor) => (
          <Tr key={sensor.id}>
            <Td className="truncate">
              <SensorLink sensor={sensor} />
            </Td>
            <Td>
              <StatusBadge status={sensor.status} />
            </Td>
            <Td>
              <RelativeTime at={sensor.enrolledAt} />
            </Td>
            <Td className="truncate">
              <Departure departed={sensor.departed} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function LedgerCards({ sensors }: LedgerRowsProps) {
  return (
    <ul aria-label="Enrolled sensors" className="divide-y">
      {sensors.map((sensor) => (
        <li key={sensor.id} className="relative grid gap-1 px-4 py-3">
          <div className="flex items-start justify-between gap-3">
            <SensorLink sensor={sensor} />
            <StatusBadge status={sensor.status} />
          </div>
          <p className="text-ink-muted">
            enrolled <RelativeTime at={sensor.enrolledAt} />
            {sensor.departed && (
              <>
                {" · "}
                <Departure departed={sensor.departed} />
              </>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}

function SensorLink({ sensor }: { sensor: TokenSensor }) {
  return (
    <Link
      href={`/sensors/${sensor.id}`}
      className="truncate rounded font-medium after:absolute after:inset-0 after:content-[''] hover:text-accent"
    >
      {sensor.name}
    </Link>
  );
}

function Departure({ departed }: Pick<TokenSensor, "departed">) {
  if (!departed) return <span className="text-ink-faint">–</span>;
  return (
    <span title={departed.by && `by ${departed.by}`}>
      {departed.reason.replaceAll("_", " ")}{" "}
      <span className="text-ink-muted">
        <RelativeTime at={departed.at} />
      </span>
    </span>
  );
}
