import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Ctx } from "../context.ts";
import { enroll } from "../enrollment/enroll.ts";
import { testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aRequest, aToken, enrollDeps } from "../testing/enrollment.ts";
import { expectAudited, expectRefused } from "../testing/expect.ts";
import { type VirtualTime, virtualTime } from "../testing/virtual-time.ts";
import { endPause } from "./end-pause.ts";
import { listPauses } from "./pauses.ts";
import { removeDue } from "./remove-due.ts";

let database: TestDatabase;
let time: VirtualTime;
let ctx: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  time = await virtualTime(database.pool);
  ctx = testCtx(database.db, "admin", time.clock);
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  await database.pool.query("DELETE FROM removal_pause");
  await database.pool.query("DELETE FROM sensor");
  await database.pool.query("UPDATE listening SET gap_at = NULL");
  await database.pool.query("DELETE FROM setting");
});

/** Ephemeral sensors of one pool, heard just now. */
async function aPool(count: number, removeAfterSeconds = 60): Promise<string[]> {
  const limits = { maxUses: count, ephemeral: true, removeAfterSeconds };
  const token = await aToken(ctx, { type: "batch", ...limits });
  const deps = await enrollDeps(ctx);
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    ids.push((await enroll(deps, aRequest(token, { name: `n${index}`, tags: [] }))).sensorId);
  }
  return ids;
}
const look = async () =>
  (await removeDue({ db: database.db, clock: time.clock })).map(({ id }) => id);
const enrolled = () => database.db.sensor.count({ where: { departedAt: null } });
/** Lets time pass while some report every 15 s, looking as often. */
async function live(seconds: number, ids: readonly string[]): Promise<string[]> {
  const removed: string[] = [];
  for (let left = seconds; left > 0; left -= 15) {
    await time.pass(Math.min(left, 15));
    await time.heartbeat(ids);
    removed.push(...(await look()));
  }
  return removed;
}

describe("auto-removal", () => {
  it("removes a silent ephemeral sensor two seconds after its deadline, not before", async () => {
    const [id] = await aPool(1);
    await time.pass(61);
    expect(await look()).toEqual([]);
    await time.pass(1);
    expect(await look()).toEqual([id]);
    await expectAudited(database.db, "sensor_auto_removed");
    const row = await database.db.sensor.findUniqueOrThrow({ where: { id: id ?? "" } });
    expect(row).toMatchObject({ departedReason: "auto_removed", liveName: null });
  });

  it("keeps a sensor that reports, however long, and forgets no deadline", async () => {
    const [kept, lost] = await aPool(2);
    expect(await live(300, [kept ?? ""])).toEqual([lost]);
    expect(await live(75, [])).toEqual([kept]);
  });

  it("never removes a permanent sensor", async () => {
    const token = await aToken(ctx);
    await enroll(await enrollDeps(ctx), aRequest(token));
    await time.pass(3_600);
    expect(await look()).toEqual([]);
  });

  it("records the departure for the activity feed", async () => {
    const [id] = await aPool(1);
    await time.pass(62);
    await look();
    const events = await database.db.sensorEvent.findMany({ where: { sensorId: id ?? "" } });
    expect(events.map(({ kind }) => kind).sort()).toEqual(["departed", "enrolled"]);
  });

  it("waits for no heartbeat that is being written, and lets it win", async () => {
    const [id = ""] = await aPool(1);
    await time.pass(62);
    const writer = await database.pool.connect();
    await writer.query("BEGIN");
    await writer.query(
      "UPDATE sensor_heartbeat SET at = database_now(), heard_at = listening_now() WHERE sensor_id = $1",
      [id],
    );
    expect(await look()).toEqual([]);
    await writer.query("COMMIT");
    writer.release();
    expect(await look()).toEqual([]);
    expect(await enrolled()).toBe(1);
  });

  it("waits for nobody who works on a sensor, and looks at it again", async () => {
    const [id = ""] = await aPool(1);
    await time.pass(62);
    const other = await database.pool.connect();
    await other.query("BEGIN");
    await other.query("SELECT FROM sensor WHERE id = $1 FOR UPDATE", [id]);
    expect(await look()).toEqual([]);
    await other.query("ROLLBACK");
    other.release();
    expect(await look()).toEqual([id]);
  });

  it("never loses a race of a hundred heartbeats against a hundred removals", async () => {
    const ids = await aPool(20, 60);
    await pauseNothing();
    for (let round = 0; round < 5; round++) {
      await time.pass(62);
      const [removed] = await Promise.all([look(), time.heartbeat(ids.slice(0, 10))]);
      const alive = await database.db.sensor.findMany({ where: { departedAt: null } });
      for (const { id } of alive) expect(removed).not.toContain(id);
      const heard = await database.pool.query(
        "SELECT s.id FROM sensor s JOIN sensor_heartbeat h ON h.sensor_id = s.id WHERE s.departed_at IS NULL AND h.heard_at < listening_now() - interval '62 s'",
      );
      expect(heard.rows).toEqual([]);
    }
  });

  it("takes an announced end at its word once the sensor is silent", async () => {
    const token = await aToken(ctx);
    const { sensorId } = await enroll(await enrollDeps(ctx), aRequest(token));
    const announce =
      "UPDATE sensor SET terminating_at = listening_now() + interval '30 s' WHERE id = $1";
    await database.pool.query(announce, [sensorId]);
    expect(await live(90, [sensorId])).toEqual([]);
    await time.pass(44);
    expect(await look()).toEqual([]);
    await time.pass(4);
    expect(await look()).toEqual([sensorId]);
    const row = await database.db.sensor.findUniqueOrThrow({ where: { id: sensorId } });
    expect(row.departedReason).toBe("terminated");
  });
});

describe("the breaker", () => {
  it("pauses a pool of which more than the share goes silent at once", async () => {
    const ids = await aPool(10);
    expect(await live(120, ids.slice(6))).toEqual([]);
    expect(await listPauses(ctx)).toMatchObject([
      { cause: "mass_silence", silent: 6, size: 10, silentNow: 6, resumesInSeconds: null },
    ]);
    expect(await enrolled()).toBe(10);
    const open = { kind: "breaker_tripped", endedAt: null };
    expect(await database.db.alert.count({ where: open })).toBe(1);
    await live(30, ids);
    expect(await database.db.alert.count({ where: open })).toBe(0);
  });

  it("lets the share itself go, and few sensors whatever their share", async () => {
    const ids = await aPool(10);
    expect(await live(120, ids.slice(5))).toHaveLength(5);
    await aPool(4);
    expect(await live(120, ids.slice(5))).toHaveLength(4);
  });

  it("ends by itself when the sensors are back", async () => {
    const ids = await aPool(10);
    await live(120, ids.slice(6));
    expect(await live(30, ids)).toEqual([]);
    expect(await listPauses(ctx)).toEqual([]);
    await expectAudited(database.db, "removal_resumed");
  });

  it("does not stop other pools", async () => {
    const ids = await aPool(10);
    const others = await aPool(30);
    const removed = await live(120, [...ids.slice(9), ...others.slice(2)]);
    expect(removed.sort()).toEqual(others.slice(0, 2).sort());
    expect(await listPauses(ctx)).toHaveLength(1);
  });

  it.each([
    ["resume", 6, 4],
    ["remove", 6, 4],
    ["keep", 0, 10],
  ] as const)("on %s, %i are removed and %i stay", async (decision, gone, left) => {
    const ids = await aPool(10);
    await live(120, ids.slice(6));
    const [pause] = await listPauses(ctx);
    const { removed } = await endPause(ctx, { id: pause?.id ?? "", decision });
    const later = await live(45, ids.slice(6));
    expect(removed + later.length).toBe(gone);
    expect(removed).toBe(decision === "remove" ? gone : 0);
    expect(await enrolled()).toBe(left);
    expect(await listPauses(ctx)).toEqual([]);
  });

  it("gives a kept sensor a deadline again when it reports", async () => {
    const ids = await aPool(10);
    await live(120, ids.slice(6));
    const [pause] = await listPauses(ctx);
    await endPause(ctx, { id: pause?.id ?? "", decision: "keep" });
    const [back = ""] = ids;
    await database.pool.query("SELECT ensure_removal_deadline($1)", [back]);
    await time.heartbeat([back]);
    expect(await live(120, ids.slice(6))).toEqual([back]);
  });

  it("removes no other number than the one confirmed", async () => {
    const ids = await aPool(10);
    await live(120, ids.slice(6));
    const [pause] = await listPauses(ctx);
    const input = { id: pause?.id ?? "", decision: "remove" } as const;
    await time.heartbeat(ids.slice(0, 1));
    await expectRefused(endPause(ctx, { ...input, expectedCount: 6 }), "CountChanged");
    expect(await enrolled()).toBe(10);
    expect(await endPause(ctx, { ...input, expectedCount: 5 })).toEqual({ removed: 5 });
  });

  it("removes what an administrator confirmed, also where another pause stands over it", async () => {
    const ids = await aPool(10);
    await live(120, ids.slice(6));
    const [pause] = await listPauses(ctx);
    await database.pool.query(`INSERT INTO removal_pause
      (id, cause, started_at, resumes_at, silent, size, covers_until) VALUES (gen_random_uuid(),
        'outage', database_now(), listening_now() + interval '1 h', 6, 10, '-infinity')`);
    const input = { id: pause?.id ?? "", decision: "remove", expectedCount: 6 } as const;
    expect(await endPause(ctx, input)).toEqual({ removed: 6 });
    expect(await enrolled()).toBe(4);
  });

  it("is decided once, by an administrator", async () => {
    const ids = await aPool(10);
    await live(120, ids.slice(6));
    const [pause] = await listPauses(ctx);
    const input = { id: pause?.id ?? "", decision: "resume" } as const;
    await expectRefused(endPause(testCtx(database.db, "operator", time.clock), input), "Forbidden");
    await endPause(ctx, input);
    await expectAudited(database.db, "removal_resumed", ctx.actor);
    await expectRefused(endPause(ctx, input), "AlreadyDecided");
  });
});

describe("a time in which nobody could hear", () => {
  it.each([
    ["an outage of ten minutes", (t: VirtualTime) => t.deaf(600), "outage"],
    ["a clock that is set forward a day", (t: VirtualTime) => t.jump(86_400), "outage"],
    ["a clock that is set back an hour", (t: VirtualTime) => t.jump(-3_600), "clock_jump"],
  ])("%s removes nobody who comes back within two minutes", async (_name, happen, cause) => {
    const ids = await aPool(8);
    await pauseNothing();
    await time.pass(50);
    await happen(time);
    expect(await look()).toEqual([]);
    expect(await listPauses(ctx)).toMatchObject([{ cause, pool: null }]);
    await time.pass(60);
    expect(await look()).toEqual([]);
    expect(await live(150, ids)).toEqual([]);
    expect(await listPauses(ctx)).toEqual([]);
    expect(await enrolled()).toBe(8);
  });

  it("keeps the dead no longer than the pause and their deadline", async () => {
    const ids = await aPool(8);
    await time.deaf(600);
    expect(await live(180, ids.slice(2))).toHaveLength(2);
  });

  it("pauses nothing for sensors that came after it", async () => {
    await time.deaf(600);
    await time.pass(5);
    await aPool(1);
    await look();
    expect(await listPauses(ctx)).toEqual([]);
  });

  it("pauses nothing where nothing can be removed", async () => {
    await enroll(await enrollDeps(ctx), aRequest(await aToken(ctx)));
    await time.deaf(600);
    await look();
    expect(await listPauses(ctx)).toEqual([]);
  });
});

/** A share of everything never trips. */
async function pauseNothing(): Promise<void> {
  const value = { defaultAfterSeconds: 1800, breakerShare: 1, breakerWindowSeconds: 120 };
  const row = { value, updatedAt: time.clock.now(), updatedBy: "test" };
  await database.db.setting.upsert({
    where: { key: "removal" },
    create: { key: "removal", ...row },
    update: row,
  });
}
