"use client";
import { useQuery } from "@tanstack/react-query";
import { LoaderCircle } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "../api/trpc.ts";
import { StatusIcon, statusWord } from "../sensors/status-badge.tsx";

const shownMax = 5;

/** Turns from waiting to the sensors that this token enrolled, the moment they report. */
export function WaitingForSensor({ tokenId }: { tokenId: string }) {
  const trpc = useTRPC();
  const token = useQuery(trpc.tokens.get.queryOptions({ id: tokenId }));
  const sensors = token.data?.sensors ?? [];
  return (
    <div role="status" className="grid gap-2 rounded-lg border bg-sunken/60 px-3.5 py-3">
      {sensors.length === 0 && (
        <p className="flex items-center gap-2.5 text-ink-muted">
          <LoaderCircle aria-hidden className="size-4 animate-spin" />
          Waiting for the sensor…
        </p>
      )}
      {sensors.slice(0, shownMax).map(({ id, name }) => (
        <Arrived key={id} id={id} name={name} />
      ))}
      {sensors.length > shownMax && (
        <p className="text-ink-muted">and {sensors.length - shownMax} more</p>
      )}
    </div>
  );
}

function Arrived({ id, name }: { id: string; name: string }) {
  const trpc = useTRPC();
  const sensor = useQuery(trpc.sensors.get.queryOptions({ id }));
  const status = sensor.data?.status;
  return (
    <p className="flex items-center gap-2">
      {status ? (
        <StatusIcon status={status} className="size-4" />
      ) : (
        <LoaderCircle aria-hidden className="size-4 animate-spin" />
      )}
      <span>
        <Link href={`/sensors/${id}`} className="font-medium text-accent hover:underline">
          {name}
        </Link>{" "}
        {status ? `is ${statusWord(status).toLowerCase()}` : "has enrolled"}
      </span>
    </p>
  );
}
