"use client";
import Link from "next/link";
import { Notice } from "../ui/notice.tsx";
import { SilentSeats } from "./silent-seats.tsx";
import { useSeats } from "./use-seats.ts";

/** Above the Sensors list once nine tenths of the license's seats are taken. */
export function SeatsBanner() {
  const seats = useSeats();
  if (!seats || seats.pressure === "free") return null;
  const { taken, limit, pressure, stale, offline } = seats;
  const number = (value: number) => value.toLocaleString("en-US");
  const isFull = pressure === "full";
  return (
    <Notice
      tone={isFull ? "danger" : "warning"}
      role="status"
      className="mb-4"
      title={
        taken === limit
          ? `All ${number(limit)} seats are taken`
          : `${number(taken)} of ${number(limit)} seats are taken`
      }
    >
      <p className="flex flex-wrap gap-x-4 gap-y-1">
        <span>
          {isFull
            ? "New sensors are refused until one is deleted or the license allows more."
            : `${number(limit - taken)} more can enroll.`}
        </span>
        <SilentSeats stale={stale} offline={offline} />
        <Link
          href="/settings/license"
          className="font-medium text-accent underline underline-offset-4"
        >
          License
        </Link>
      </p>
    </Notice>
  );
}
