import { z } from "zod";

/**
 * What the clouds' announcements mean: milliseconds until this instance ends, 0 for any moment, or
 * null when no end is announced. What is of no known form announces nothing.
 */
export type EndsInMs = number | null;

/** Longest that a heartbeat may say. */
const longestMs = 86_400_000;

/** A time that cannot be read is any moment: the end was announced all the same. */
const within = (ms: number): number =>
  Number.isNaN(ms) ? 0 : Math.min(Math.max(0, ms), longestMs);

function readJson<T>(text: string, shape: z.ZodType<T>): T | null {
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Hibernation is not among them: the sensor wakes up again as it was. */
const SpotAction = z.object({ action: z.enum(["terminate", "stop"]), time: z.string() });

/** AWS `spot/instance-action`: `{"action": "terminate", "time": "2026-06-01T12:02:00Z"}`. */
export function spotEndsInMs(text: string, nowMs: number): EndsInMs {
  const notice = readJson(text, SpotAction);
  return notice ? within(Date.parse(notice.time) - nowMs) : null;
}

/** AWS `autoscaling/target-lifecycle-state`: the group takes this instance out, at any moment. */
export function lifecycleEndsInMs(text: string): EndsInMs {
  return text === "Terminated" || text === "Warmed:Terminated" ? 0 : null;
}

/** GCP `instance/preempted`: 30 s remain (Compute Engine documentation, "Preemption process"). */
export function preemptedEndsInMs(text: string): EndsInMs {
  return text === "TRUE" ? 30_000 : null;
}

/** GCP `instance/maintenance-event`: at least 60 s remain; a live migration is no end. */
export function maintenanceEndsInMs(text: string): EndsInMs {
  return text === "TERMINATE_ON_HOST_MAINTENANCE" ? 60_000 : null;
}

const ScheduledEvents = z.object({
  Events: z.array(
    z.object({
      EventType: z.string(),
      EventStatus: z.string().default("Scheduled"),
      Resources: z.array(z.string()),
      NotBefore: z.string().default(""),
    }),
  ),
});

/** Azure `scheduledevents`: Preempt or Terminate of this machine; one that has started ends now. */
export function scheduledEndsInMs(text: string, machine: string, nowMs: number): EndsInMs {
  const events = readJson(text, ScheduledEvents)?.Events ?? [];
  return earliest(
    events
      .filter((event) => event.EventType === "Preempt" || event.EventType === "Terminate")
      .filter((event) => event.Resources.includes(machine))
      .map(({ EventStatus, NotBefore }) => {
        if (EventStatus === "Started") return 0;
        return EventStatus === "Scheduled" ? within(Date.parse(NotBefore) - nowMs) : null;
      }),
  );
}

/** The first end that any of them announces. */
export function earliest(ends: readonly EndsInMs[]): EndsInMs {
  const announced = ends.filter((end) => end !== null);
  return announced.length > 0 ? Math.min(...announced) : null;
}

/** When the end comes on our clock: announcing it again does not put it off. */
export function nextEndMs(knownMs: EndsInMs, endsInMs: EndsInMs, nowMs: number): EndsInMs {
  if (endsInMs === null) return null;
  return Math.min(knownMs ?? Number.POSITIVE_INFINITY, nowMs + endsInMs);
}
