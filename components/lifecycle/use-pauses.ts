"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/trpc.ts";

/** The pauses of auto-removal that stand now; one query for everything on a page that asks. */
export function usePauses() {
  const trpc = useTRPC();
  const pauses = useQuery(trpc.lifecycle.pauses.queryOptions());
  return { pauses: pauses.data ?? [], readAtMs: pauses.dataUpdatedAt };
}
