"use client";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useMemo, useRef, useState } from "react";
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

/** Of most cards; each is measured once it is there. */
const usualHeight = 124;

/** The table at phone width: one card a sensor, with the same actions. The page itself scrolls. */
export function SensorCards({ sensors, selection }: SensorCardsProps) {
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  const page = useMemo(() => sensors.map(({ id }) => id), [sensors]);
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), []);
  const cards = useWindowVirtualizer({
    count: sensors.length,
    estimateSize: () => usualHeight,
    getItemKey: (index) => page[index] ?? index,
    overscan: 6,
    scrollMargin: top,
  });
  return (
    <ul
      ref={list}
      aria-label="Sensors"
      className="relative"
      style={{ height: cards.getTotalSize() }}
    >
      {cards.getVirtualItems().map(({ index, key, start }) => {
        const sensor = sensors[index];
        return (
          sensor && (
            <li
              key={key}
              ref={cards.measureElement}
              data-index={index}
              aria-setsize={sensors.length}
              aria-posinset={index + 1}
              className="absolute inset-x-0 top-0 border-b"
              style={{ transform: `translateY(${start - top}px)` }}
            >
              <SensorCard
                sensor={sensor}
                isSelected={selection?.isSelected(sensor.id) ?? null}
                onToggle={() => selection?.toggle(page, sensor.id)}
              />
            </li>
          )
        );
      })}
    </ul>
  );
}

interface SensorCardProps {
  sensor: SensorView;
  /** Null: nothing here can be selected. */
  isSelected: boolean | null;
  onToggle: () => void;
}

function SensorCard({ sensor, isSelected, onToggle }: SensorCardProps) {
  const place = [sensor.clusterName, sensor.role].filter(Boolean).join(" · ");
  return (
    <div className={cn("relative flex gap-3 px-4 py-3", isSelected && "bg-accent-soft")}>
      {isSelected !== null && (
        <Checkbox
          aria-label={`Select ${sensor.name}`}
          className="z-10 mt-0.5"
          checked={isSelected}
          onChange={onToggle}
        />
      )}
      <div className="grid min-w-0 flex-1 gap-1.5">
        <SensorName sensor={sensor} isWide />
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
      {isSelected !== null && <RowActions sensor={sensor} />}
    </div>
  );
}
