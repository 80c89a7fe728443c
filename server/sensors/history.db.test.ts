import { afterAll, beforeAll, expect, it } from "vitest";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor } from "../testing/enrollment.ts";
import { expectRefused } from "../testing/expect.ts";
import { sensorEvents } from "./events.ts";
import { sensorHistory } from "./history.ts";
import { sensorTimeline } from "./read-timeline.ts";

let database: TestDatabase;
let id: string;
const clock = testClock();
const viewer = () => testCtx(database.db, "viewer", clock);

/** One point a minute for three hours, the newest now. */
beforeAll(async () => {
  database = await testDatabase();
  ({ id } = await aSensor(testCtx(database.db, "admin", clock)));
  await database.db.$executeRaw`SELECT ensure_metric_partition('2026-06-01')`;
  await database.db.$executeRaw`
    INSERT INTO sensor_metric
    SELECT ${id}::uuid, ${clock.now()}::timestamptz - minute * interval '1 minute', 60000, 10, 9, 8, 7, 6, 5, 4,
      3, 1000 + minute, 0.5, 2000, 4
    FROM generate_series(0, 179) AS minute`;
});
afterAll(() => database[Symbol.asyncDispose]());

it("shows the last hour point by point, oldest first", async () => {
  const { points, stepSeconds } = await sensorHistory(viewer(), { id, hours: 1 });
  expect(stepSeconds).toBe(60);
  expect(points).toHaveLength(60);
  expect(points.at(-1)).toEqual({
    at: clock.now().toISOString(),
    intervalMs: 60_000,
    elapsedMs: 60_000,
    heartbeats: 4,
    exec: 10,
    exit: 9,
    connect: 8,
    accept: 7,
    close: 6,
    listen: 5,
    lost: 4,
    cpuMillicores: 3,
    rssBytes: 1000,
    load1: 0.5,
    memoryAvailableBytes: 2000,
  });
  expect(points.map(({ at }) => at)).toEqual(points.map(({ at }) => at).sort());
});

it.each([6, 24, 168, 720])("puts %i hours into 300 points, and loses no count", async (hours) => {
  const { points, stepSeconds } = await sensorHistory(viewer(), { id, hours });
  expect(points.length).toBeLessThanOrEqual(301);
  expect(stepSeconds % 60).toBe(0);
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  expect(sum(points.map(({ exec }) => exec))).toBe(1800);
  expect(sum(points.map(({ heartbeats }) => heartbeats ?? 0))).toBe(720);
  expect(sum(points.map(({ intervalMs }) => intervalMs))).toBe(180 * 60_000);
  expect(sum(points.map(({ elapsedMs }) => elapsedMs))).toBe(180 * 60_000);
  expect(new Set(points.map(({ load1 }) => load1))).toEqual(new Set([0.5]));
});

it("is for nobody without a sensor, and not for provisioners", async () => {
  const nobody = "00000000-0000-4000-8000-000000000000";
  const provisioner = testCtx(database.db, "provisioner");
  for (const read of [sensorHistory, sensorTimeline]) {
    await expectRefused(read(viewer(), { id: nobody, hours: 1 }), "NotFound");
    await expectRefused(read(provisioner, { id, hours: 1 }), "Forbidden");
  }
  await expectRefused(sensorEvents(provisioner, { id, limit: 5 }), "Forbidden");
});

const timeline = async (hours: number) => {
  const { spans, seconds } = await sensorTimeline(viewer(), { id, hours });
  const told = spans.map((span) => [
    (Date.parse(span.to) - Date.parse(span.from)) / 60_000,
    span.status,
  ]);
  return { told, seconds };
};
/** From so many minutes ago on, for so long. */
const silence = (minutesAgo: number, minutes: number) =>
  database.db.sensorMetric.deleteMany({
    where: {
      at: {
        gt: new Date(clock.now().getTime() - minutesAgo * 60_000),
        lt: new Date(clock.now().getTime() - (minutesAgo - minutes) * 60_000),
      },
    },
  });

it("tells silence from health, and the Console's own outages from silence", async () => {
  const ago = (minutes: number) => new Date(clock.now().getTime() - minutes * 60_000);
  await database.db.sensor.update({ where: { id }, data: { enrolledAt: ago(179) } });
  await database.db.sensorEvent.updateMany({ data: { at: ago(179) } });
  await silence(40, 10);
  await silence(20, 5);
  await database.db.listeningOutage.create({ data: { beganAt: ago(20), endedAt: ago(15) } });
  const { told, seconds } = await timeline(1);
  expect(told).toEqual([
    [20.75, "healthy"],
    [0.75, "degraded"],
    [4.5, "stale"],
    [4, "offline"],
    [10, "healthy"],
    [5, "console_away"],
    [15, "healthy"],
  ]);
  expect(seconds).toMatchObject({ offline: 240, console_away: 300 });
  expect((await timeline(6)).told.slice(0, 2)).toEqual([
    [181, "not_enrolled"],
    [139.75, "healthy"],
  ]);
});

it("lists what happened to a sensor, newest first, page by page", async () => {
  const { db } = database;
  const first = await sensorEvents(viewer(), { id, limit: 1 });
  expect(first).toMatchObject({ total: 1, nextCursor: null, items: [{ kind: "enrolled" }] });
  const [enrolled] = await db.sensorEvent.findMany({ where: { sensorId: id } });
  if (!enrolled) throw new Error("no event");
  const { id: _id, ...same } = enrolled;
  await db.sensorEvent.create({ data: { ...same, at: clock.now(), kind: "terminating" } });
  const newest = await sensorEvents(viewer(), { id, limit: 1 });
  expect(newest).toMatchObject({ total: 2, items: [{ kind: "terminating", name: "web-1" }] });
  const next = await sensorEvents(viewer(), { id, limit: 1, cursor: newest.nextCursor ?? "" });
  expect(next).toMatchObject({ total: 2, nextCursor: null, items: [{ kind: "enrolled" }] });
});

it("ends with the life of a sensor that departed", async () => {
  const departedAt = new Date(clock.now().getTime() - 2 * 3_600_000);
  await database.db.sensor.update({ where: { id }, data: { departedAt } });
  const { points, to } = await sensorHistory(viewer(), { id, hours: 1 });
  expect(points.length).toBeGreaterThan(55);
  expect(points.at(-1)?.at).toBe(new Date(departedAt.getTime() + 60_000).toISOString());
  expect(to).toBe(points.at(-1)?.at);
  expect((await timeline(1)).told.at(-1)).toEqual([1, "departed"]);
});
