import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { appendAudit } from "../audit/append.ts";
import { systemActor } from "../context.ts";
import { retain } from "../sensors/retention.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor } from "../testing/enrollment.ts";
import { expectRefused } from "../testing/expect.ts";
import { previewRetention } from "./preview-retention.ts";
import { previewStatus } from "./preview-status.ts";
import { PreviewRetention, PreviewStatus } from "./schema.ts";
import { updateSettings } from "./update.ts";

let database: TestDatabase;
const clock = testClock(new Date().toISOString());
const admin = () => testCtx(database.db, "admin", clock);
const daysAgo = (days: number) => new Date(clock.now().getTime() - days * 86_400_000);

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

describe("other thresholds", () => {
  const silences = { "a-1": 10, "a-2": 100, "b-1": 100, "b-2": 500 };
  beforeAll(async () => {
    for (const [name, seconds] of Object.entries(silences)) {
      const { id } = await aSensor(admin(), { name, tags: [`pool:${name[0]}`] });
      await database.db.$executeRaw`UPDATE sensor_heartbeat
        SET heard_at = listening_now() - ${seconds} * interval '1 s' WHERE sensor_id = ${id}::uuid`;
    }
  });
  const preview = (input: object) => previewStatus(admin(), PreviewStatus.parse(input));

  it("flip nobody when they are the same", async () => {
    expect(await preview({})).toMatchObject({ total: 4, changed: 0, flips: [], isMany: false });
    expect((await preview({ staleAfterSeconds: 90, pools: [] })).changed).toBe(0);
  });

  it("flip by the global threshold and by a pool's own", async () => {
    expect((await preview({ staleAfterSeconds: 300 })).flips).toEqual([
      { from: "stale", to: "degraded", count: 2 },
      { from: "offline", to: "stale", count: 1 },
    ]);
    const pools = [{ pool: "tag:b", staleAfterSeconds: 20 }];
    expect((await preview({ pools })).flips).toEqual([{ from: "stale", to: "offline", count: 1 }]);
  });

  it("are compared with what is set, pools included", async () => {
    const pools = [{ pool: "tag:b", staleAfterSeconds: 20 }];
    await updateSettings(admin(), { status: { pools } });
    expect((await preview({ pools })).changed).toBe(0);
    expect((await preview({ pools: [] })).flips).toEqual([
      { from: "offline", to: "stale", count: 1 },
    ]);
  });
});

describe("another retention", () => {
  const preview = (input: object) => previewRetention(admin(), PreviewRetention.parse(input));
  beforeEach(async () => {
    const { db } = database;
    for (const days of [40, 35, 3]) {
      const stamp = daysAgo(days).toISOString().slice(0, 10);
      await db.$executeRaw`SELECT ensure_metric_partition(${stamp}::date)`;
    }
    await db.$executeRaw`UPDATE sensor SET departed_at = ${daysAgo(20)}, live_name = NULL`;
    await db.$executeRaw`UPDATE sensor SET held_at = now() WHERE name = 'a-1'`;
    await db.$executeRaw`UPDATE listening SET last_at = now(), gap_at = NULL`;
    await db.$executeRaw`TRUNCATE audit_entry`;
    await db.$executeRaw`UPDATE audit_head SET seq = 0, hash = sha256('telovix'::bytea)`;
    for (const days of [60, 50, 1]) {
      const entry = { action: "tested", actor: systemActor, target: "test" };
      await db.$transaction((tx) => appendAudit(tx, daysAgo(days), entry));
    }
  });

  it("purges, within the hour, exactly what the preview says", async () => {
    const shorter = { metricsDays: 10, departedDays: 10, attemptsDays: 1, auditDays: 30 };
    expect(await preview({})).toEqual({
      metricsDays: 2,
      departed: 0,
      attempts: 0,
      auditEntries: 0,
      decisions: 0,
    });
    const told = await preview(shorter);
    expect(told).toEqual({
      metricsDays: 2,
      departed: 3,
      attempts: 0,
      auditEntries: 2,
      decisions: 0,
    });
    await updateSettings(admin(), { retention: shorter });
    const kept = await database.db.sensor.count();
    await retain(database.db, clock.now());
    expect(kept - (await database.db.sensor.count())).toBe(told.departed);
    expect(await database.db.auditEntry.findFirst({ where: { seq: { lte: 2 } } })).toBeNull();
    expect(await preview({})).toEqual({
      metricsDays: 0,
      departed: 0,
      attempts: 0,
      auditEntries: 0,
      decisions: 0,
    });
  });
});

it("is for admins only", async () => {
  const operator = testCtx(database.db, "operator", clock);
  await expectRefused(previewStatus(operator, {}), "Forbidden");
  await expectRefused(previewRetention(operator, {}), "Forbidden");
});
