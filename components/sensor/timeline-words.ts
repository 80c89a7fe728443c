import type { SensorTimeline } from "../../server/sensors/history-schema.ts";
import type { TimelineStatus } from "../../server/sensors/timeline.ts";

/** How each status of a timeline is called and filled. */
export const timelineLooks: Record<TimelineStatus, { word: string; fill: string }> = {
  healthy: { word: "Healthy", fill: "bg-healthy" },
  degraded: { word: "Degraded", fill: "bg-degraded" },
  stale: { word: "Stale", fill: "bg-stale" },
  offline: { word: "Offline", fill: "bg-offline" },
  departed: { word: "Departed", fill: "bg-departed/45" },
  not_enrolled: { word: "Not enrolled", fill: "bg-sunken" },
  console_away: { word: "Console away", fill: "hatched" },
  unknown: { word: "Not kept", fill: "bg-sunken" },
};

/** What takes part in "heard so much of the time": the sensor could have been heard. */
const audible: readonly TimelineStatus[] = ["healthy", "degraded", "stale", "offline"];

/** Share of the time in which the sensor was healthy, of that in which it could be; null: it never could. */
export function healthyShare(seconds: SensorTimeline["seconds"]): number | null {
  const all = audible.reduce((sum, status) => sum + (seconds[status] ?? 0), 0);
  return all > 0 ? (seconds.healthy ?? 0) / all : null;
}

/** "100 %", "99.98 %": never rounded up to a whole that it is not. */
export function shareText(share: number): string {
  const percent = Math.floor(share * 10_000) / 100;
  return `${percent.toLocaleString(undefined, { maximumFractionDigits: 2 })} %`;
}
