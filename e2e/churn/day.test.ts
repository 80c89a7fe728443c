import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyAudit } from "../../server/audit/verify.ts";
import type { Ctx } from "../../server/context.ts";
import { testCtx } from "../../server/testing/context.ts";
import { type TestDatabase, testDatabase } from "../../server/testing/database.ts";
import { aToken, enrollDeps } from "../../server/testing/enrollment.ts";
import { aLicense } from "../../server/testing/license.ts";
import { virtualTime } from "../../server/testing/virtual-time.ts";
import { type DayReport, liveADay } from "./day.ts";
import { isHeard, type SimulatedHost, simulated } from "./host.ts";
import {
  daySeconds,
  deafTimes,
  ephemeralHosts,
  makeRandom,
  permanentHosts,
  shakenPool,
} from "./plan.ts";

const seed = 20_261_121;
let database: TestDatabase;
let ctx: Ctx;
let hosts: SimulatedHost[];
let report: DayReport;

beforeAll(async () => {
  database = await testDatabase();
  await doNotWaitForTheDisk(database);
  const time = await virtualTime(database.pool);
  ctx = testCtx(database.db, "admin", time.clock);
  await aLicense(database.db, 20_000);
  const random = makeRandom(seed);
  const hour = 3600;
  hosts = [
    ...permanentHosts(500, random),
    ...ephemeralHosts(10_000, random),
    ...shakenPool("partitioned", 9 * hour, 9 * hour + 1200),
    ...shakenPool("reclaimed", 13 * hour, daySeconds * 2),
  ].map((plan, index) => simulated(plan, index % 3));
  const token = await aToken(ctx, { type: "batch", maxUses: 20_000, ttlSeconds: 30 * 86_400 });
  report = await liveADay(
    { ctx, time, token, random, enrollDeps: await enrollDeps(ctx) },
    hosts,
    deafTimes,
  );
  console.log("A day of churn:", JSON.stringify(report.counts));
}, 1_200_000);
afterAll(() => database[Symbol.asyncDispose]());

test("no sensor that lives was removed", () => {
  expect(report.wronglyRemoved).toEqual([]);
});

test("no dead one was kept for a minute past its deadline, pauses aside", () => {
  expect(report.keptTooLong).toEqual([]);
});

test("the day had everything in it", () => {
  const { enrolled, left, removed, revived, paused } = report.counts;
  expect(enrolled).toBe(10_580);
  expect(left).toBeGreaterThan(5_000);
  expect(removed).toBeGreaterThan(2_000);
  expect(revived).toBeGreaterThan(100);
  expect(paused).toBeGreaterThanOrEqual(deafTimes.length + 2);
});

test("at its end the Console believes what is true", async () => {
  const rows = await database.db.sensor.findMany({
    where: { departedAt: null },
    select: { id: true },
  });
  const enrolled = new Set(rows.map(({ id }) => id));
  const alive = hosts.filter((host) => isHeard(host, daySeconds - 1) && host.silence < 60);
  expect(alive.filter(({ sensorId }) => !enrolled.has(sensorId))).toEqual([]);
  const permanent = hosts.filter(({ plan }) => !plan.ephemeral);
  expect(permanent.filter(({ sensorId }) => !enrolled.has(sensorId))).toEqual([]);
});

test("a partitioned pool lost nobody, a reclaimed one its dead", () => {
  const removed = (pool: string) =>
    hosts.filter(({ plan, timesRemoved }) => plan.pool === pool && timesRemoved > 0).length;
  expect(removed("partitioned")).toBe(0);
  expect(removed("reclaimed")).toBe(30);
});

test("seats, deadlines and the audit chain are whole", async () => {
  const enrolled = await database.db.sensor.count({ where: { departedAt: null } });
  expect((await database.db.seat.findUniqueOrThrow({ where: { id: 1 } })).taken).toBe(enrolled);
  const orphans = await database.pool.query(
    "SELECT FROM removal_deadline d JOIN sensor s ON s.id = d.sensor_id WHERE s.departed_at IS NOT NULL",
  );
  expect(orphans.rowCount).toBe(0);
  expect((await verifyAudit(database.db)).brokenAt).toBeNull();
});

/** A crash of PostgreSQL is not part of the day; fifty thousand waits for the disk need not be either. */
async function doNotWaitForTheDisk({ pool }: TestDatabase): Promise<void> {
  await pool.query(`DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$`);
  await pool.query("SET synchronous_commit = off");
}
