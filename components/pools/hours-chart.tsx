"use client";
import type { PoolHour } from "../../server/pools/schema.ts";
import { number } from "./pool-cells.tsx";

const clock = (at: string) =>
  new Date(at).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });

/** Joins above the line, departures below it, hour by hour; the same as a table for screen readers. */
export function HoursChart({ hours }: { hours: readonly PoolHour[] }) {
  const most = Math.max(1, ...hours.flatMap(({ joined, departed }) => [joined, departed]));
  const share = (count: number) => `${(count / most) * 100}%`;
  const isQuiet = hours.every(({ joined, departed }) => joined + departed === 0);
  return (
    <figure className="grid gap-3">
      <figcaption className="flex flex-wrap items-center justify-between gap-x-4 text-ink-muted text-xs">
        <span className="flex gap-4">
          <Key className="bg-(--series-1)" word="Joined" />
          <Key className="bg-(--series-2)" word="Departed" />
        </span>
        {isQuiet ? "Nothing came or went." : `up to ${number(most)} an hour`}
      </figcaption>
      <div aria-hidden className="flex h-44 items-stretch gap-0.5 sm:gap-1">
        {hours.map(({ at, joined, departed }) => (
          <div
            key={at}
            title={`${clock(at)}: ${number(joined)} joined, ${number(departed)} departed`}
            className="group grid min-w-0 flex-1 grid-rows-2 rounded-sm hover:bg-sunken"
          >
            <span className="flex items-end border-line-strong border-b">
              <Bar className="rounded-t-sm bg-(--series-1)" height={share(joined)} />
            </span>
            <span className="flex items-start">
              <Bar className="rounded-b-sm bg-(--series-2)" height={share(departed)} />
            </span>
          </div>
        ))}
      </div>
      <div aria-hidden className="flex justify-between text-ink-muted text-xs tabular-nums">
        {[0, 8, 16, 24].map((index) => (
          <span key={index} suppressHydrationWarning>
            {clock(hours[index]?.at ?? "")}
          </span>
        ))}
      </div>
      <HoursTable hours={hours} />
    </figure>
  );
}

function Key({ className, word }: { className: string; word: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span aria-hidden className={`size-2.5 rounded-sm ${className}`} />
      {word}
    </span>
  );
}

function Bar({ className, height }: { className: string; height: string }) {
  return <span className={`w-full ${className}`} style={{ height }} />;
}

function HoursTable({ hours }: { hours: readonly PoolHour[] }) {
  return (
    <table className="sr-only">
      <caption>Joins and departures by hour</caption>
      <thead>
        <tr>
          <th scope="col">From</th>
          <th scope="col">Joined</th>
          <th scope="col">Departed</th>
        </tr>
      </thead>
      <tbody>
        {hours.map(({ at, joined, departed }) => (
          <tr key={at}>
            <th scope="row" suppressHydrationWarning>
              {clock(at)}
            </th>
            <td>{joined}</td>
            <td>{departed}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
