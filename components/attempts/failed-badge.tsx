"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/trpc.ts";

/** How many causes wait in the inbox; nothing when it is empty. */
export function FailedBadge() {
  const trpc = useTRPC();
  const counts = useQuery(trpc.attempts.counts.queryOptions());
  const groups = counts.data?.groups ?? 0;
  if (groups === 0) return null;
  return (
    <span className="ml-auto rounded-full bg-danger-soft px-1.5 py-px font-medium text-2xs text-danger tabular-nums">
      {groups > 99 ? "99+" : groups}
      <span className="sr-only">{groups === 1 ? " cause" : " causes"}</span>
    </span>
  );
}
