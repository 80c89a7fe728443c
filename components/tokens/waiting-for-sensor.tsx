"use client";
import { useQuery } from "@tanstack/react-query";
import { LoaderCircle } from "lucide-react";
import Link from "next/link";
import type { TokenSensor } from "../../server/tokens/schema.ts";
import { useTRPC } from "../api/trpc.ts";
import { StatusIcon, statusWord } from "../sensors/status-badge.tsx";
import { tokenHref } from "./token-link.tsx";
import { UsesMeter } from "./uses-meter.tsx";

const shownMax = 5;

/** Turns from waiting to the sensors that this token enrolled, the moment they report. */
export function WaitingForSensor({ tokenId }: { tokenId: string }) {
  const trpc = useTRPC();
  const token = useQuery(trpc.tokens.get.queryOptions({ id: tokenId }));
  const { sensors = [], uses = 0, maxUses = 1 } = token.data ?? {};
  const more = uses - Math.min(sensors.length, shownMax);
  return (
    <div className="grid gap-3 rounded-lg border bg-sunken/60 px-3.5 py-3">
      {maxUses !== 1 && <UsesMeter uses={uses} maxUses={maxUses} isWide />}
      <div role="status" className="grid gap-2">
        {sensors.length === 0 && (
          <p className="flex items-center gap-2.5 text-ink-muted">
            <LoaderCircle aria-hidden className="size-4 animate-spin" />
            Waiting for the {maxUses === 1 ? "sensor" : "first sensor"}…
          </p>
        )}
        {sensors.slice(0, shownMax).map((sensor) => (
          <Arrived key={sensor.id} sensor={sensor} />
        ))}
      </div>
      {more > 0 && (
        <Link href={tokenHref(tokenId)} className="w-fit text-ink-muted hover:underline">
          and {more.toLocaleString("en-US")} more
        </Link>
      )}
    </div>
  );
}

function Arrived({ sensor }: { sensor: TokenSensor }) {
  return (
    <p className="flex items-center gap-2">
      <StatusIcon status={sensor.status} className="size-4" />
      <span>
        <Link href={`/sensors/${sensor.id}`} className="font-medium text-accent hover:underline">
          {sensor.name}
        </Link>{" "}
        is {statusWord(sensor.status).toLowerCase()}
      </span>
    </p>
  );
}
