import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor, aToken } from "../testing/enrollment.ts";
import { aLicense } from "../testing/license.ts";
import { revokeToken } from "../tokens/revoke.ts";
import { lookOnce, makeAlertWatch } from "./watch.ts";

let database: TestDatabase;
let clock = testClock();
const log = pino({ level: "silent" });
const days = (count: number) => clock.advance(count * 86_400_000);
const admin = () => testCtx(database.db, "admin", clock);
const look = () => lookOnce({ db: database.db, clock, log });
const titles = async (where: object = { endedAt: null }) =>
  (await database.db.alert.findMany({ where, orderBy: { at: "asc" } })).map(({ title }) => title);

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  clock = testClock();
  await database.db.alert.deleteMany();
});

describe("a token near its end", () => {
  const aBatch = () =>
    aToken(admin(), { type: "batch", maxUses: 10, ttlSeconds: 90 * 86_400, description: "CI" });

  it("is told of 30, 7 and 1 days before, one open alert at a time", async () => {
    const start = (await aBatch()).slice(0, 12);
    await look();
    expect(await titles()).toEqual([]);
    for (const [wait, left] of [
      [60, "30 days"],
      [23, "7 days"],
      [6, "a day"],
    ] as const) {
      days(wait);
      await look();
      await look();
      expect(await titles()).toEqual([`The enrollment token ${start}… expires within ${left}`]);
    }
    expect(await titles({})).toHaveLength(3);
    days(2);
    await look();
    expect(await titles()).toEqual([]);
  });

  it("is none of our business once it is revoked", async () => {
    await database.db.enrollmentToken.updateMany({ data: { revokedAt: clock.now() } });
    await aBatch();
    days(60);
    await look();
    const { id } = await database.db.enrollmentToken.findFirstOrThrow({
      where: { revokedAt: null },
    });
    expect(await titles()).toHaveLength(1);
    await revokeToken(admin(), { id });
    await look();
    expect(await titles()).toEqual([]);
  });
});

it("tells of the license at nine tenths and when it is full, and when it is over", async () => {
  await aLicense(database.db, 10);
  const ids: string[] = [];
  const enroll = async (name: string) => ids.push((await aSensor(admin(), { name })).id);
  const depart = (count: number) =>
    database.db.sensor.updateMany({
      where: { id: { in: ids.splice(-count) } },
      data: { departedAt: clock.now(), liveName: null },
    });
  for (let index = 0; index < 8; index++) await enroll(`s-${index}`);
  await look();
  expect(await titles()).toEqual([]);
  await enroll("s-8");
  await look();
  expect(await titles()).toEqual(["9 of 10 seats of the license are taken"]);
  await enroll("s-9");
  await look();
  await look();
  expect(await titles()).toHaveLength(2);
  await depart(2);
  await look();
  expect(await titles()).toEqual(["9 of 10 seats of the license are taken"]);
  await depart(1);
  await look();
  expect(await titles()).toEqual([]);
});

it("looks once at a time, and goes on where one watch fails", async () => {
  await database.db.$executeRaw`ALTER TABLE sensor_event RENAME TO sensor_event_gone`;
  await aToken(admin(), { type: "batch", maxUses: 10, ttlSeconds: 90 * 86_400 });
  days(85);
  await Promise.all([look(), look(), look()]);
  await database.db.$executeRaw`ALTER TABLE sensor_event_gone RENAME TO sensor_event`;
  expect(await titles({ kind: "token_expiring" })).toHaveLength(1);
});

it("starts with a look, and stops", async () => {
  await aToken(admin(), { type: "batch", maxUses: 10, ttlSeconds: 90 * 86_400 });
  days(85);
  const patient = {
    now: () => clock.now(),
    sleep: async (_ms: number, signal?: AbortSignal) => {
      if (!signal?.aborted) await new Promise((done) => signal?.addEventListener("abort", done));
    },
  };
  const watch = makeAlertWatch({ db: database.db, clock: patient, log });
  await watch.start();
  await expect.poll(() => titles({ kind: "token_expiring" })).toHaveLength(1);
  await watch.stop();
});
