import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Ctx } from "../context.ts";
import { enroll } from "../enrollment/enroll.ts";
import { testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aRequest, aToken, enrollDeps } from "../testing/enrollment.ts";
import { type VirtualTime, virtualTime } from "../testing/virtual-time.ts";
import { waitsForLock } from "../testing/waits-for-lock.ts";
import { listPauses } from "./pauses.ts";
import { removeDue } from "./remove-due.ts";

let database: TestDatabase;
let time: VirtualTime;

beforeAll(async () => {
  database = await testDatabase();
  time = await virtualTime(database.pool);
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(() =>
  database.pool.query("DELETE FROM sensor; DELETE FROM removal_pause; DELETE FROM alert"),
);

/** A batch of ephemeral sensors of one pool, removed after a minute of silence. */
async function aPool(ctx: Ctx, names: readonly string[]): Promise<string[]> {
  const limits = { maxUses: names.length, ephemeral: true, removeAfterSeconds: 60 };
  const token = await aToken(ctx, { type: "batch", ...limits });
  const deps = await enrollDeps(ctx);
  const ids: string[] = [];
  for (const name of names) ids.push((await enroll(deps, aRequest(token, { name }))).sensorId);
  return ids;
}
const six = (stem: string) => Array.from({ length: 6 }, (_, index) => `${stem}-${index}`);

it("leaves a pause as an administrator decided it while its sensors came back", async () => {
  const ctx = testCtx(database.db, "admin", time.clock);
  const ids = await aPool(ctx, six("back"));
  await time.pass(65);
  await removeDue(ctx);
  const [pause] = await listPauses(ctx);
  await time.heartbeat(ids);

  const admin = await database.pool.connect();
  await admin.query("BEGIN");
  await admin.query(
    `UPDATE removal_pause SET ended_at = database_now(), ended_by = 'ada', "end" = 'kept' WHERE id = $1`,
    [pause?.id],
  );
  const looking = removeDue(ctx);
  await waitsForLock(database.pool);
  await admin.query("COMMIT");
  admin.release();
  await looking;

  const row = await database.db.removalPause.findUniqueOrThrow({ where: { id: pause?.id ?? "" } });
  expect(row).toMatchObject({ end: "kept", endedBy: "ada" });
  expect(await database.db.auditEntry.count({ where: { action: "removal_resumed" } })).toBe(0);
});

it("waits for the seats without holding the audit, whatever starts with the removals", async () => {
  const ctx = testCtx(database.db, "admin", time.clock);
  const kept = await aPool(ctx, six("kept"));
  const [lost] = await aPool(ctx, ["lost"]);
  const living = await aPool(ctx, [...six("living"), ...six("more")]);
  for (let passed = 0; passed < 75; passed += 15) {
    await time.pass(15);
    await time.heartbeat(living);
  }
  const other = await database.pool.connect();
  await other.query("BEGIN");
  await other.query("UPDATE seat SET taken = taken");
  const looking = removeDue(ctx);
  await waitsForLock(database.pool);
  // As every enrollment and departure does at its end.
  await other.query("SELECT FROM audit_head FOR UPDATE");
  await other.query("COMMIT");
  other.release();
  expect((await looking).map(({ id }) => id)).toEqual([lost]);
  expect(await database.db.sensor.count({ where: { id: { in: kept }, departedAt: null } })).toBe(6);
  expect(await listPauses(ctx)).toMatchObject([{ cause: "mass_silence", silent: 6 }]);
});

it("keeps the alert of a breaker that still stands when an outage is over", async () => {
  const ctx = testCtx(database.db, "admin", time.clock);
  await aPool(ctx, six("fleet"));
  await time.pass(65);
  await removeDue(ctx);
  await database.pool.query(`UPDATE removal_pause SET pool = NULL;
    UPDATE alert SET key = 'all' WHERE kind = 'breaker_tripped'`);
  await time.deaf(30);
  await time.pass(1);
  await removeDue(ctx);
  await time.pass(125);
  await removeDue(ctx);
  expect(await listPauses(ctx)).toMatchObject([{ cause: "mass_silence", pool: null }]);
  const open = { kind: "breaker_tripped", endedAt: null };
  expect(await database.db.alert.count({ where: open })).toBe(1);
});
