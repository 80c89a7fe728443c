"use client";
import { ArrowRight } from "lucide-react";
import Link from "next/link";
import type { SensorCounts } from "../../server/sensors/schema.ts";
import { type Status, statuses } from "../../server/sensors/status.ts";
import { cn } from "../ui/class-names.ts";
import { type ShownStatus, StatusIcon, statusWord } from "./status-badge.tsx";

interface StatusTilesProps {
  /** Undefined while loading. */
  counts: SensorCounts | undefined;
  /** None: all that are enrolled. */
  chosen: readonly Status[];
  onChoose: (chosen: Status[]) => void;
  /** Where those are that left. */
  departedHref: string;
}

/** Live counts that are also the status filter: several statuses may be pressed at once. */
export function StatusTiles({ counts, chosen, onChoose, departedHref }: StatusTilesProps) {
  const toggle = (status: Status) => {
    const others = chosen.filter((other) => other !== status);
    const next = others.length < chosen.length ? others : [...chosen, status];
    onChoose(next.length === statuses.length ? [] : next);
  };
  return (
    <div className="mb-4 grid grid-cols-3 gap-px overflow-hidden rounded-xl border bg-line shadow-raised md:grid-cols-6">
      <fieldset className="contents">
        <legend className="sr-only">Filter by status</legend>
        <Tile
          label="All"
          count={counts?.total}
          isPressed={chosen.length === 0}
          onPress={() => onChoose([])}
        />
        {statuses.map((status) => (
          <Tile
            key={status}
            icon={status}
            label={statusWord(status)}
            count={counts?.[status]}
            isPressed={chosen.includes(status)}
            onPress={() => toggle(status)}
          />
        ))}
      </fieldset>
      <Link href={departedHref} className={tileClass}>
        <TileText icon="departed" label={statusWord("departed")} count={counts?.departed} />
        <ArrowRight
          aria-hidden
          className="absolute top-3 right-3 size-3.5 text-ink-faint group-hover:text-ink"
        />
      </Link>
    </div>
  );
}

const tileClass =
  "group relative grid gap-0.5 bg-surface px-4 py-2.5 text-left transition-colors hover:bg-sunken focus-visible:z-10 focus-visible:-outline-offset-2";

interface TileTextProps {
  icon?: ShownStatus | undefined;
  label: string;
  count: number | undefined;
}

function TileText({ icon, label, count }: TileTextProps) {
  return (
    <>
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
    </>
  );
}

interface TileProps extends TileTextProps {
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
        tileClass,
        "after:absolute after:inset-x-0 after:bottom-0 after:h-0.5 after:bg-transparent aria-pressed:bg-accent-soft aria-pressed:after:bg-accent",
      )}
    >
      <TileText icon={icon} label={label} count={count} />
    </button>
  );
}
