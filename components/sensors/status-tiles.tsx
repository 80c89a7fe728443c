"use client";
import type { SensorCounts } from "../../server/sensors/schema.ts";
import { type Status, statuses } from "../../server/sensors/status.ts";
import { cn } from "../ui/class-names.ts";
import { type ShownStatus, StatusIcon, statusWord } from "./status-badge.tsx";

/** The chosen part of the fleet: some statuses, none (all enrolled), or those that left. */
export interface StatusChoice {
  status: Status[];
  departed: boolean;
}

interface StatusTilesProps {
  /** Undefined while loading. */
  counts: SensorCounts | undefined;
  choice: StatusChoice;
  onChoose: (choice: StatusChoice) => void;
}

/** Live counts that are also the status filter: several statuses may be pressed at once. */
export function StatusTiles({ counts, choice, onChoose }: StatusTilesProps) {
  const toggle = (status: Status) => {
    const others = choice.status.filter((other) => other !== status);
    const isOn = others.length < choice.status.length && !choice.departed;
    const next = isOn ? others : [...(choice.departed ? [] : choice.status), status];
    onChoose({ status: next.length === statuses.length ? [] : next, departed: false });
  };
  const isAll = choice.status.length === 0 && !choice.departed;
  return (
    <fieldset className="mb-4 grid grid-cols-3 gap-px overflow-hidden rounded-xl border bg-line shadow-raised md:grid-cols-6">
      <legend className="sr-only">Filter by status</legend>
      <Tile
        label="All"
        count={counts?.total}
        isPressed={isAll}
        onPress={() => onChoose({ status: [], departed: false })}
      />
      {statuses.map((status) => (
        <Tile
          key={status}
          icon={status}
          label={statusWord(status)}
          count={counts?.[status]}
          isPressed={!choice.departed && choice.status.includes(status)}
          onPress={() => toggle(status)}
        />
      ))}
      <Tile
        icon="departed"
        label={statusWord("departed")}
        count={counts?.departed}
        isPressed={choice.departed}
        onPress={() => onChoose({ status: [], departed: !choice.departed })}
      />
    </fieldset>
  );
}

interface TileProps {
  icon?: ShownStatus;
  label: string;
  count: number | undefined;
  isPressed: boolean;
  onPress: () => void;
}

function Tile({ icon, label, count, isPressed, onPress }: TileProps) {
  return (
    <button
      type="button"
      aria-pressed={isPressed}
      onClick={onPress}
      className={cn(
        "group relative grid gap-0.5 bg-surface px-4 py-2.5 text-left transition-colors hover:bg-sunken focus-visible:z-10 focus-visible:-outline-offset-2",
        "after:absolute after:inset-x-0 after:bottom-0 after:h-0.5 after:bg-transparent aria-pressed:bg-accent-soft aria-pressed:after:bg-accent",
      )}
    >
      <span className="flex items-center gap-1.5 text-ink-muted text-xs group-aria-pressed:text-ink">
        {icon && <StatusIcon status={icon} />}
        {label}
      </span>
      <span
        className={cn(
          "font-semibold text-lg tabular-nums leading-6",
          count === 0 && "text-ink-faint",
        )}
      >
        {count === undefined ? (
          <span className="text-ink-faint">–</span>
        ) : (
          count.toLocaleString("en-US")
        )}
      </span>
    </button>
  );
}
