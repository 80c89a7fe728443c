import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  earliest,
  lifecycleEndsInMs,
  maintenanceEndsInMs,
  nextEndMs,
  preemptedEndsInMs,
  scheduledEndsInMs,
  spotEndsInMs,
} from "./termination.ts";

const now = Date.parse("2026-06-01T12:00:00Z");
const spot = (action: string, time = "2026-06-01T12:02:00Z") => JSON.stringify({ action, time });
const azure = (changes: object = {}) =>
  JSON.stringify({
    DocumentIncarnation: 2,
    Events: [
      {
        EventId: "f020ba2e-3bc0-4c40-a10b-86575a9eabd5",
        EventStatus: "Scheduled",
        EventType: "Preempt",
        ResourceType: "VirtualMachine",
        Resources: ["pool_7", "pool_8"],
        NotBefore: "Mon, 01 Jun 2026 12:00:30 GMT",
        ...changes,
      },
    ],
  });

describe("what a cloud announces", () => {
  it.each<[string, number | null, number | null]>([
    ["spot: terminate", spotEndsInMs(spot("terminate"), now), 120_000],
    ["spot: stop", spotEndsInMs(spot("stop"), now), 120_000],
    ["spot: hibernate", spotEndsInMs(spot("hibernate"), now), null],
    ["spot: overdue", spotEndsInMs(spot("terminate", "2026-06-01T11:59:59Z"), now), 0],
    ["spot: a time that is none", spotEndsInMs(spot("terminate", "soon"), now), 0],
    ["spot: a page", spotEndsInMs("<html>", now), null],
    ["group: InService", lifecycleEndsInMs("InService"), null],
    ["group: Terminated", lifecycleEndsInMs("Terminated"), 0],
    ["group: Warmed:Terminated", lifecycleEndsInMs("Warmed:Terminated"), 0],
    ["GCP: not preempted", preemptedEndsInMs("FALSE"), null],
    ["GCP: preempted", preemptedEndsInMs("TRUE"), 30_000],
    ["GCP: no maintenance", maintenanceEndsInMs("NONE"), null],
    ["GCP: migration", maintenanceEndsInMs("MIGRATE_ON_HOST_MAINTENANCE"), null],
    ["GCP: termination", maintenanceEndsInMs("TERMINATE_ON_HOST_MAINTENANCE"), 60_000],
    ["Azure: nothing", scheduledEndsInMs('{"Events":[]}', "pool_7", now), null],
    ["Azure: preempted", scheduledEndsInMs(azure(), "pool_7", now), 30_000],
    ["Azure: another one", scheduledEndsInMs(azure(), "pool_9", now), null],
    ["Azure: reboot", scheduledEndsInMs(azure({ EventType: "Reboot" }), "pool_7", now), null],
    [
      "Azure: terminated from now on",
      scheduledEndsInMs(
        azure({ EventType: "Terminate", EventStatus: "Started", NotBefore: "" }),
        "pool_7",
        now,
      ),
      0,
    ],
    [
      "Azure: called off",
      scheduledEndsInMs(azure({ EventStatus: "Canceled" }), "pool_7", now),
      null,
    ],
    ["the first of several", earliest([null, 7, 3]), 3],
    ["none of several", earliest([null, null]), null],
  ])("%s", (_title, actual, expected) => {
    expect(actual).toBe(expected);
  });

  it("is read from any text within what a heartbeat may say", () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.tuple(fc.constantFrom("terminate", "stop"), fc.string()).map(([a, t]) => spot(a, t)),
      fc.date({ noInvalidDate: true }).map((date) => spot("stop", date.toISOString())),
      fc.string().map((NotBefore) => azure({ NotBefore })),
      fc.date({ noInvalidDate: true }).map((date) => azure({ NotBefore: date.toUTCString() })),
    );
    fc.assert(
      fc.property(text, (each) => {
        for (const end of [spotEndsInMs(each, now), scheduledEndsInMs(each, "pool_7", now)]) {
          expect(end === null || (end >= 0 && end <= 86_400_000)).toBe(true);
        }
      }),
    );
  });
});

describe("nextEndMs", () => {
  it.each([
    [null, null, null],
    [null, 30_000, now + 30_000],
    [now + 10_000, 30_000, now + 10_000],
    [now + 30_000, 10_000, now + 10_000],
    [now + 30_000, null, null],
  ])("known %j, announced in %j", (known, endsInMs, expected) => {
    expect(nextEndMs(known, endsInMs, now)).toBe(expected);
  });

  it("never puts an end off while it stays announced", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ stepMs: fc.nat(5_000), endsInMs: fc.nat(120_000) }), { minLength: 1 }),
        (looks) => {
          let [at, known] = [now, null as number | null];
          for (const { stepMs, endsInMs } of looks) {
            at += stepMs;
            const next = nextEndMs(known, endsInMs, at);
            expect(next ?? 0).toBeLessThanOrEqual(known ?? Number.POSITIVE_INFINITY);
            known = next;
          }
        },
      ),
    );
  });
});
