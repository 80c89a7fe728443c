import { afterAll, beforeAll, expect, it } from "vitest";
import type { Ctx } from "../context.ts";
import { retain } from "../sensors/retention.ts";
import { testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor } from "../testing/enrollment.ts";
import { type VirtualTime, virtualTime } from "../testing/virtual-time.ts";
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

const ephemeral = (name: string) => aSensor(ctx, { name, ephemeral: true, removeAfterSeconds: 60 });
const hasDeadline = async ({ id }: { id: string }) =>
  (await database.db.removalDeadline.count({ where: { sensorId: id } })) === 1;

it("gives a deadline to who reports without one, and to nobody else", async () => {
  const kept = await ephemeral("kept");
  const permanent = await aSensor(ctx, { name: "permanent" });
  await time.pass(60);
  const lost = await ephemeral("lost");
  await database.db.removalDeadline.deleteMany();
  await retain(database.db, time.clock.now());
  expect(await Promise.all([lost, kept, permanent].map(hasDeadline))).toEqual([true, false, false]);
});

it("never looks for long at the deadline of a sensor that departed", async () => {
  const gone = await ephemeral("gone");
  await database.pool.query(
    "UPDATE sensor SET departed_at = database_now(), departed_reason = 'clean_exit', live_name = NULL WHERE id = $1",
    [gone.id],
  );
  await database.pool.query("INSERT INTO removal_deadline VALUES ($1, listening_now())", [gone.id]);
  await time.pass(120);
  expect(await removeDue(ctx)).not.toContainEqual(expect.objectContaining({ id: gone.id }));
  await retain(database.db, time.clock.now());
  expect(await hasDeadline(gone)).toBe(false);
});
