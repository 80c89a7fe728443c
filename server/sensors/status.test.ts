import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ownThresholds, sensorStatus, statuses, statusWindow, thresholdOf } from "./status.ts";

const now = new Date("2026-06-01T12:00:00Z");
const thresholds = { staleAfterSeconds: 90 };
const silent = (ms: number) => sensorStatus(new Date(now.getTime() - ms), now, thresholds);

describe("sensorStatus", () => {
  it.each([
    [0, "healthy"],
    [45_000, "healthy"],
    [45_001, "degraded"],
    [90_000, "degraded"],
    [90_001, "stale"],
    [360_000, "stale"],
    [360_001, "offline"],
  ])("after %i ms of silence is %s", (ms, status) => {
    expect(silent(ms)).toBe(status);
  });

  it("is healthy for a heartbeat from a moment ahead", () => {
    expect(silent(-5_000)).toBe("healthy");
  });

  it("agrees with statusWindow: every heartbeat is in the window of its status and no other", () => {
    const arbitrary = fc.record({
      silenceMs: fc.integer({ min: -1000, max: 500_000 }),
      staleAfterSeconds: fc.integer({ min: 5, max: 100 }),
    });
    fc.assert(
      fc.property(arbitrary, ({ silenceMs, staleAfterSeconds }) => {
        const heardAt = new Date(now.getTime() - silenceMs);
        const within = statuses.filter((status) => {
          const { after, until } = statusWindow(status, now, { staleAfterSeconds });
          return (!after || heardAt > after) && (!until || heardAt <= until);
        });
        expect(within).toEqual([sensorStatus(heardAt, now, { staleAfterSeconds })]);
      }),
    );
  });
});

it("groups pools by their threshold as it finds the threshold of each", () => {
  const pool = fc.constantFrom("a", "b", "c", "d");
  const own = fc.record({ pool, staleAfterSeconds: fc.integer({ min: 5, max: 8 }) });
  const pools = fc.uniqueArray(own, { selector: (each) => each.pool });
  fc.assert(
    fc.property(pools, pool, (given, asked) => {
      const fleet = { staleAfterSeconds: 90, pools: given };
      const found = ownThresholds(fleet).filter((each) => each.pools.includes(asked));
      expect(found.length).toBeLessThanOrEqual(1);
      expect((found[0]?.threshold ?? fleet).staleAfterSeconds).toBe(
        thresholdOf(fleet, asked).staleAfterSeconds,
      );
    }),
  );
});
