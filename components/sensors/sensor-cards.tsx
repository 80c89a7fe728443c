"use client";
import type { SensorView } from "../../server/sensors/schema.ts";
import { RemovalCountdown } from "../lifecycle/removal-countdown.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { cn } from "../ui/class-names.ts";
import { LastHeartbeat, SensorName } from "./columns.tsx";
import { RowActions } from "./row-actions.tsx";
import { StatusBadge } from "./status-badge.tsx";
import { TagList } from "./tag-list.tsx";
import type { Selection } from "./use-selection.ts";

interface SensorCardsProps {
  sensors: readonly SensorView[];
  selection: Selection | null;
}

/** The table at phone width: one card a sensor, with the same actions. */
export function SensorCards({ sensors, selection }: SensorCardsProps) {
  return (
    <ul aria-label="Sensors" className="divide-y">
      {sensors.map((sensor) => (
        <SensorCard key={sensor.id} sensor={sensor} selection={selection} />
      ))}
    </ul>
  );
}

function SensorCard({ sensor, selection }: { sensor: SensorView; selection: Selection | null }) {
  const isSelected = selection?.isAllMatching || selection?.rows[sensor.id] === true;
  const toggle = () => {
    if (!selection) return;
    const { [sensor.id]: was, ...others } = selection.rows;
    selection.setRows(was ? others : { ...others, [sensor.id]: true });
  };
  const place = [sensor.clusterName, sensor.role].filter(Boolean).join(" · ");
  return (
    <li className={cn("relative flex gap-3 px-4 py-3", isSelected && "bg-accent-soft/60")}>
      {selection && (
        <Checkbox
          aria-label={`Select ${sensor.name}`}
          className="z-10 mt-0.5"
          checked={isSelected}
          onChange={toggle}
        />
      )}
      <div className="grid min-w-0 flex-1 gap-1.5">
        <SensorName sensor={sensor} />
        <div className="flex flex-wrap items-center gap-x-2">
          <StatusBadge status={sensor.status} />
          <span className="text-ink-muted">
            <LastHeartbeat at={sensor.lastHeartbeatAt} />
          </span>
          <span className="text-ink-muted text-xs empty:hidden">
            <RemovalCountdown sensor={sensor} />
          </span>
        </div>
        <p className="truncate text-ink-muted">{place}</p>
        {sensor.tags.length > 0 && <TagList tags={sensor.tags} max={3} />}
      </div>
      {selection && <RowActions sensor={sensor} />}
    </li>
  );
}
