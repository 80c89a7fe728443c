import type { Overview } from "../../server/overview/schema.ts";
import { SeatMeter } from "../license/seat-meter.tsx";
import { SilentSeats } from "../license/silent-seats.tsx";
import { RelativeTime } from "../time/time.tsx";
import { Card } from "./card.tsx";

/** Seats of the license: who holds them, and what is free. */
export function SeatsCard({ seats, counts }: Pick<Overview, "seats" | "counts">) {
  const { limit, pressure, expiresAt } = seats;
  const { total: taken, stale, offline } = counts;
  return (
    <Card title="License" all={{ href: "/settings#license", text: "License" }}>
      <div className="grid gap-3 p-4">
        <SeatMeter seats={{ taken, stale, offline, limit, pressure }} ephemeral={0} />
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-ink-muted text-xs empty:hidden">
          <SilentSeats stale={stale} offline={offline} />
          {expiresAt && (
            <span>
              The license ends <RelativeTime at={expiresAt} />
            </span>
          )}
        </p>
      </div>
    </Card>
  );
}
