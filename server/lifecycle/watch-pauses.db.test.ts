import { afterAll, beforeAll, expect, it } from "vitest";
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

it("leaves a pause as an administrator decided it while its sensors came back", async () => {
  const ctx = testCtx(database.db, "admin", time.clock);
  const limits = { maxUses: 6, ephemeral: true, removeAfterSeconds: 60 };
  const token = await aToken(ctx, { type: "batch", ...limits });
  const deps = await enrollDeps(ctx);
  for (let index = 0; index < 6; index++)
    await enroll(deps, aRequest(token, { name: `n${index}` }));
  await time.pass(65);
  await removeDue(ctx);
  const [pause] = await listPauses(ctx);
  const ids = (await database.db.sensor.findMany({ select: { id: true } })).map(({ id }) => id);
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
