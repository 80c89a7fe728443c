import type { ReactNode } from "react";
import { cn } from "../ui/class-names.ts";
import type { Seats } from "./use-seats.ts";

const number = (value: number) => value.toLocaleString("en-US");

/** Seats of the license: who is heard, who is silent, what is free. */
export function SeatMeter({ seats, ephemeral }: { seats: Seats; ephemeral: number }) {
  const { taken, stale, offline, limit, pressure } = seats;
  const heard = Math.max(0, taken - stale - offline);
  const scale = Math.max(taken, limit);
  return (
    <div className="grid gap-2.5">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="text-ink-muted">
          <strong className="font-semibold text-2xl text-ink tabular-nums">{number(taken)}</strong>{" "}
          of {number(limit)} seats taken
        </span>
        <span
          className={cn("tabular-nums", pressure === "free" ? "text-ink-muted" : "font-medium")}
        >
          {freeText(taken, limit)}
        </span>
      </p>
      <div aria-hidden className="relative flex h-2.5 gap-px overflow-hidden rounded-full bg-line">
        <Part count={heard} scale={scale} className="bg-accent" />
        <Part count={stale} scale={scale} className="bg-stale" />
        <Part count={offline} scale={scale} className="bg-offline" />
        {taken > limit && (
          <span
            className="absolute inset-y-0 w-1 bg-surface"
            style={{ left: `${(limit / scale) * 100}%` }}
          />
        )}
      </div>
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-ink-muted text-xs">
        <Key className="bg-accent">{number(heard)} heard</Key>
        <Key className="bg-stale">{number(stale)} stale</Key>
        <Key className="bg-offline">{number(offline)} offline</Key>
        {ephemeral > 0 && <li>{number(ephemeral)} of them ephemeral</li>}
      </ul>
    </div>
  );
}

function freeText(taken: number, limit: number): string {
  if (taken > limit) return `${number(taken - limit)} over the limit`;
  return taken === limit ? "None free" : `${number(limit - taken)} free`;
}

interface PartProps {
  count: number;
  scale: number;
  className: string;
}

function Part({ count, scale, className }: PartProps) {
  if (count === 0) return null;
  return <span className={className} style={{ width: `${(count / scale) * 100}%` }} />;
}

function Key({ className, children }: { className: string; children: ReactNode }) {
  return (
    <li className="flex items-center gap-1.5 tabular-nums">
      <span aria-hidden className={cn("size-2 rounded-full", className)} />
      {children}
    </li>
  );
}
