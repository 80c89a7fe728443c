import { afterAll, beforeAll, expect, it } from "vitest";
import { testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor } from "../testing/enrollment.ts";
import { type VirtualTime, virtualTime } from "../testing/virtual-time.ts";
import { sensorTimeline } from "./read-timeline.ts";

let database: TestDatabase;
let time: VirtualTime;
beforeAll(async () => {
  database = await testDatabase();
  time = await virtualTime(database.pool);
});
afterAll(() => database[Symbol.asyncDispose]());

it("keeps the times in which nobody listened, not those of a clock set back", async () => {
  const { db } = database;
  await time.pass(10);
  const beganAt = time.clock.now();
  await time.deaf(120);
  const endedAt = time.clock.now();
  await time.pass(10);
  await time.jump(-60);
  expect(await db.listeningOutage.findMany()).toEqual([{ beganAt, endedAt }]);
});

it("tells an outage that lasts, and one that is over, from a sensor's silence", async () => {
  const ctx = testCtx(database.db, "admin", time.clock);
  // Past the outage that the clock was set back into.
  await time.pass(120);
  const { id } = await aSensor(ctx);
  await time.pass(20);
  await time.move(300);
  const statuses = async () =>
    (await sensorTimeline(ctx, { id, hours: 1 })).spans.map(({ status }) => status);
  expect((await statuses()).slice(-2)).toEqual(["healthy", "console_away"]);
  await time.pass(5);
  await time.heartbeat([id]);
  await time.pass(5);
  expect((await statuses()).slice(-3)).toEqual(["healthy", "console_away", "healthy"]);
});
