import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { setExpectedSize } from "../pools/set-expected-size.ts";
import { retain } from "../sensors/retention.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor, aToken } from "../testing/enrollment.ts";
import { expectRefused } from "../testing/expect.ts";
import { sampleFleet } from "./fleet-samples.ts";
import { getOverview } from "./get.ts";
import { fleetTrend } from "./trend.ts";

let database: TestDatabase;
const clock = testClock();
const viewer = () => testCtx(database.db, "viewer", clock);
const admin = () => testCtx(database.db, "admin", clock);
const minutes = (count: number) => new Date(clock.now().getTime() + count * 60_000);

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

/** A sensor of a pool whose silence has lasted for so many seconds, on the listening clock. */
async function aSensorOf(pool: string, silence: number, facts = {}): Promise<string> {
  const name = `s-${randomUUID()}`;
  const { id } = await aSensor(admin(), {
    name,
    tags: [`pool:${pool}`],
    facts: { arch: "amd64", kernel: "6.1.0", os: "Debian 12", version: "0.1.0", ...facts },
  });
  await database.db.$executeRaw`
    UPDATE sensor_heartbeat SET heard_at = listening_now() - ${silence} * interval '1 second'
    WHERE sensor_id = ${id}::uuid`;
  return id;
}

async function anAttempt(at: Date): Promise<void> {
  const refused = { code: "InvalidToken", detail: "unknown", address: "192.0.2.1" };
  await database.db.enrollmentAttempt.create({ data: { id: randomUUID(), at, ...refused } });
}

it("is all zeros for a fleet that has not begun", async () => {
  expect(await getOverview(viewer())).toMatchObject({
    counts: { healthy: 0, degraded: 0, stale: 0, offline: 0, departed: 0, total: 0 },
    lastDay: { joined: 0, departed: 0, lost: 0 },
    versions: { items: [], others: { versions: 0, count: 0 } },
    clusters: { clusters: 0, nodes: 0, missing: 0, incomplete: 0 },
    pools: { missing: 0, total: 0, items: [] },
    tokens: { expiring: 0, items: [] },
    refusals: { attempts: 0, hosts: 0, items: [] },
    seats: { taken: 0, limit: 100, pressure: "free", expiresAt: null },
    pauses: 0,
    openAlerts: 0,
  });
});

it("counts statuses, versions, pools that lost sensors, ends and refusals", async () => {
  for (const silence of [5, 60, 100, 900]) await aSensorOf("web", silence);
  await aSensorOf("web", 5, { version: "0.2.0" });
  const gone = await aSensorOf("ci", 5);
  await database.db.sensor.update({
    where: { id: gone },
    data: { departedAt: minutes(-60), departedReason: "auto_removed", departedBy: "system" },
  });
  await setExpectedSize(admin(), { key: "tag:web", expectedSize: 8 });
  await aToken(admin(), { type: "cluster", clusterName: "oslo", ttlSeconds: 90 * 86_400 });
  await database.db.enrollmentToken.updateMany({
    where: { clusterName: "oslo" },
    data: { createdAt: minutes(-80 * 1440), expiresAt: minutes(3 * 1440) },
  });
  await anAttempt(minutes(-30));
  await anAttempt(minutes(-60 * 30));
  expect(await getOverview(viewer())).toMatchObject({
    counts: { healthy: 2, degraded: 1, stale: 1, offline: 1, departed: 1, total: 5 },
    lastDay: { joined: 5, departed: 1, lost: 1 },
    versions: {
      items: [
        { version: "0.1.0", count: 4 },
        { version: "0.2.0", count: 1 },
      ],
    },
    pools: {
      missing: 1,
      total: 2,
      items: [
        { key: "tag:web", enrolled: 5, expectedSize: 8, lost: 0 },
        { key: "tag:ci", enrolled: 0, expectedSize: null, lost: 1 },
      ],
    },
    tokens: {
      expiring: 1,
      items: [{ type: "cluster", expiresAt: minutes(3 * 1440).toISOString() }],
    },
    refusals: { attempts: 1, hosts: 1, items: [{ code: "InvalidToken", count: 2 }] },
    seats: { taken: 5 },
  });
});

it("samples the fleet once in five minutes, however many consoles there are", async () => {
  const { db } = database;
  const now = clock.now();
  await Promise.all([sampleFleet(db, now), sampleFleet(db, now), sampleFleet(db, minutes(4))]);
  await sampleFleet(db, minutes(5));
  clock.advance(6 * 60_000);
  const { points, stepSeconds } = await fleetTrend(viewer(), { hours: 24 });
  const sample = { healthy: 2, degraded: 1, stale: 1, offline: 1 };
  expect(stepSeconds).toBe(300);
  expect(points).toEqual([
    { at: now.toISOString(), ...sample },
    { at: new Date(now.getTime() + 300_000).toISOString(), ...sample },
  ]);
});

it("averages samples over longer times, and forgets them with the metrics", async () => {
  const { db } = database;
  await db.$executeRaw`
    INSERT INTO fleet_sample
    SELECT ${clock.now()}::timestamptz - n * interval '5 minutes', 10, 0, 0, 2
    FROM generate_series(1, 5000) AS n ON CONFLICT DO NOTHING`;
  const { points } = await fleetTrend(viewer(), { hours: 240 });
  expect(points.length).toBeLessThanOrEqual(289);
  expect(points.at(5)).toMatchObject({ healthy: 10, offline: 2 });
  await db.listeningOutage.create({
    data: { beganAt: minutes(-60_000), endedAt: minutes(-59_999) },
  });
  await retain(db, minutes(30 * 1440));
  expect(await db.fleetSample.count({ where: { at: { lt: clock.now() } } })).toBe(0);
  expect(await db.listeningOutage.count()).toBe(0);
});

it("is not for provisioners", async () => {
  const provisioner = testCtx(database.db, "provisioner", clock);
  await expectRefused(getOverview(provisioner), "Forbidden");
  await expectRefused(fleetTrend(provisioner, { hours: 1 }), "Forbidden");
});
