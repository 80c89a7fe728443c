import { describe, expect, it } from "vitest";
import type { ActivityRow, RollUp } from "../../server/activity/schema.ts";
import { localDay, toDays, traffic } from "./days.ts";

const utcDay = (at: Date) => at.toISOString().slice(0, 10);
const aRollUp = (at: string, pool: string, changes: Partial<RollUp> = {}): RollUp => ({
  type: "rollup",
  at,
  pool,
  poolLabel: pool,
  enrolled: 1,
  revived: 0,
  terminating: 0,
  departed: {},
  ...changes,
});
const anAlert = (at: string): ActivityRow => ({
  type: "alert",
  id: at,
  at,
  kind: "sensor_offline",
  title: "db-1 is offline",
  details: {},
  page: "/activity",
  endedAt: null,
});

describe("days", () => {
  it("hold one entry for an hour's roll-ups, in the place of the first, busiest pool first", () => {
    const days = toDays(
      [
        anAlert("2026-06-02T10:30:00.000Z"),
        aRollUp("2026-06-02T10:00:00.000Z", "a"),
        aRollUp("2026-06-02T10:00:00.000Z", "b", { departed: { clean_exit: 9 } }),
        anAlert("2026-06-01T23:59:59.999Z"),
        aRollUp("2026-06-01T23:00:00.000Z", "a"),
      ],
      utcDay,
    );
    expect(days.map(({ day, entries }) => [day, entries.map(({ type }) => type)])).toEqual([
      ["2026-06-02", ["alert", "hour"]],
      ["2026-06-01", ["alert", "hour"]],
    ]);
    const [, hour] = days[0]?.entries ?? [];
    expect(hour?.type === "hour" && hour.pools.map(({ pool }) => pool)).toEqual(["b", "a"]);
  });

  it("are none where nothing happened", () => {
    expect(toDays([], utcDay)).toEqual([]);
  });

  it("are the reader's own", () => {
    expect(localDay(new Date(2026, 0, 5, 23, 59))).toBe("2026-01-05");
  });
});

it("adds up who came, who left and why", () => {
  const at = "2026-06-02T10:00:00.000Z";
  const one = aRollUp(at, "a", { revived: 2, departed: { clean_exit: 3, auto_removed: 1 } });
  const other = aRollUp(at, "b", { terminating: 4, departed: { auto_removed: 5 } });
  expect(traffic([one, other])).toEqual({
    joined: 4,
    left: 9,
    announced: 4,
    reasons: [
      ["auto_removed", 6],
      ["clean_exit", 3],
    ],
  });
});
