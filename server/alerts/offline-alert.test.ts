import { describe, expect, it } from "vitest";
import { type Gone, isSettled, offlineAlert, together } from "./offline-alert.ts";

const now = Date.parse("2026-06-01T12:00:00Z");
const aGone = (index: number, changes: Partial<Gone> = {}): Gone => ({
  id: `id-${index}`,
  name: `db-${index}`,
  pool: "tag:db",
  at: new Date(now - index * 1000),
  heardAt: new Date(now - index * 1000),
  ...changes,
});
const many = (count: number, changes: (index: number) => Partial<Gone> = () => ({})) =>
  Array.from({ length: count }, (_, index) => aGone(index, changes(index)));

describe("a burst", () => {
  const settled = (...ages: number[]) =>
    isSettled(
      ages.map(aGone as (age: number) => Gone),
      ({ heardAt }) => (now - heardAt.getTime()) / 1000,
    );

  it.each([
    [[20], true],
    [[19], false],
    [[45, 20], true],
    [[45, 5], false],
    [[60, 0], true],
    [[59, 0], false],
  ])("of sensors that went %j s ago is over: %s", (ages, over) => {
    expect(settled(...ages)).toBe(over);
  });
});

describe("grouping", () => {
  it("tells of 20 one by one", () => {
    expect(together(many(20)).map(({ gone }) => gone.length)).toEqual(Array(20).fill(1));
  });

  it("tells of 21 by pool", () => {
    const groups = together(many(21, (index) => (index < 2 ? { pool: "tag:web" } : {})));
    expect(groups.map(({ pool, gone }) => [pool, gone.length])).toEqual([
      ["tag:web", 2],
      ["tag:db", 19],
    ]);
  });

  it("tells of more than 20 pools at once", () => {
    const groups = together(many(21, (index) => ({ pool: `token:${index}` })));
    expect(groups.map(({ pool, gone }) => [pool, gone.length])).toEqual([[null, 21]]);
  });
});

describe("the alert", () => {
  const label = (pool: string) => pool.replace("tag:", "");

  it("names one sensor", () => {
    expect(offlineAlert({ pool: "tag:db", gone: [aGone(1)] }, label)).toMatchObject({
      key: "sensor:id-1",
      title: "db-1 is offline",
      details: { sensorId: "id-1", lastHeartbeatAt: "2026-06-01T11:59:59.000Z" },
    });
  });

  it("counts many, names twenty, and covers from the first to the last of them", () => {
    const { title, details } = offlineAlert({ pool: "tag:db", gone: many(30) }, label);
    expect(title).toBe("30 sensors of db are offline");
    expect(details).toMatchObject({
      count: 30,
      covers: {
        pool: "tag:db",
        after: "2026-06-01T11:59:30.999Z",
        until: "2026-06-01T12:00:00.000Z",
      },
    });
    expect(details.sensors).toHaveLength(20);
  });
});
