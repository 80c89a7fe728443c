"use client";
import { useQuery } from "@tanstack/react-query";
import { type SeatPressure, seatPressure } from "../../server/license/seat-pressure.ts";
import { useTRPC } from "../api/trpc.ts";

export interface Seats {
  readonly taken: number;
  readonly stale: number;
  readonly offline: number;
  readonly limit: number;
  readonly pressure: SeatPressure;
}

/** Who holds the seats, live: the Sensors page's own counts over the license's limit. */
export function useSeats(): Seats | undefined {
  const trpc = useTRPC();
  const { data: license } = useQuery(trpc.license.get.queryOptions());
  const { data: counts } = useQuery(trpc.sensors.counts.queryOptions({}));
  if (!license || !counts) return undefined;
  const { limit } = license;
  const { total: taken, stale, offline } = counts;
  return { taken, stale, offline, limit, pressure: seatPressure(taken, limit) };
}
