import { afterAll, beforeAll, expect, it } from "vitest";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor } from "../testing/enrollment.ts";
import { expectRefused } from "../testing/expect.ts";
import { metricHistory } from "./history.ts";

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
      3, 1000 + minute, 0.5, 2000
    FROM generate_series(0, 179) AS minute`;
});
afterAll(() => database[Symbol.asyncDispose]());

it("shows the last hour point by point, oldest first", async () => {
  const points = await metricHistory(viewer(), { id, hours: 1 });
  expect(points).toHaveLength(60);
  expect(points.at(-1)).toEqual({
    at: clock.now().toISOString(),
    intervalMs: 60_000,
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

it("adds up counts and averages gauges over longer times, and loses none", async () => {
  const points = await metricHistory(viewer(), { id, hours: 72 });
  expect(points.length).toBeLessThanOrEqual(360);
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  expect(sum(points.map(({ exec }) => exec))).toBe(1800);
  expect(sum(points.map(({ intervalMs }) => intervalMs))).toBe(180 * 60_000);
  expect(new Set(points.map(({ load1 }) => load1))).toEqual(new Set([0.5]));
});

it("is empty for a sensor that never reported, and not for provisioners", async () => {
  const nobody = "00000000-0000-4000-8000-000000000000";
  expect(await metricHistory(viewer(), { id: nobody, hours: 1 })).toEqual([]);
  await expectRefused(
    metricHistory(testCtx(database.db, "provisioner"), { id, hours: 1 }),
    "Forbidden",
  );
});

it("ends with the life of a sensor that departed", async () => {
  const departedAt = new Date(clock.now().getTime() - 2 * 3_600_000);
  await database.db.sensor.update({ where: { id }, data: { departedAt } });
  const points = await metricHistory(viewer(), { id, hours: 1 });
  expect(points).toHaveLength(60);
  expect(points.at(-1)?.at).toBe(new Date(departedAt.getTime() + 60_000).toISOString());
});
