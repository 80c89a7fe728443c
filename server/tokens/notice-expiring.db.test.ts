import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { createTokens } from "./create.ts";
import { dueNotice, reachedNotice } from "./expiry-notice.ts";
import { listTokens } from "./list.ts";
import { noticeExpiringTokens } from "./notice-expiring.ts";
import { revokeToken } from "./revoke.ts";
import { rotateToken } from "./rotate.ts";
import { CreateTokens, ListTokens, RotateToken } from "./schema.ts";

const day = 86_400;
let database: TestDatabase;
let clock = testClock();
const as = (role: "viewer" | "operator") => testCtx(database.db, role, clock);
const notice = async () =>
  (await noticeExpiringTokens({ db: database.db, clock })).map(({ days }) => days);

async function aBatch(ttlDays: number) {
  const input = { type: "batch", maxUses: 3, ttlSeconds: ttlDays * day };
  const [token] = (await createTokens(as("operator"), CreateTokens.parse(input))).tokens;
  return token?.id ?? "";
}

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  clock = testClock();
  await database.db.$executeRaw`TRUNCATE sensor, enrollment_token CASCADE`;
});
afterAll(() => database[Symbol.asyncDispose]());

describe("noticeExpiringTokens", () => {
  it("gives each of the three notices once, to the millisecond", async () => {
    await aBatch(365);
    const steps = [335 * day * 1000 - 1, 1, 23 * day * 1000 - 1, 1, 6 * day * 1000 - 1, 1];
    const given: number[][] = [];
    for (const step of steps) {
      clock.advance(step);
      given.push(await notice(), await notice());
    }
    expect(given).toEqual([[], [], [30], [], [], [], [7], [], [], [], [1], []]);
    clock.advance(day * 1000);
    expect(await notice()).toEqual([]);
  });

  it("gives only the nearest after a long outage", async () => {
    await aBatch(365);
    clock.advance(360 * day * 1000);
    expect(await notice()).toEqual([7]);
  });

  it("is given by one of many consoles", async () => {
    await Promise.all(Array.from({ length: 5 }, () => aBatch(90)));
    clock.advance(70 * day * 1000);
    const all = await Promise.all(Array.from({ length: 8 }, notice));
    expect(all.flat()).toEqual([30, 30, 30, 30, 30]);
  });

  it("leaves out what is revoked or rotated", async () => {
    const [revoked, rotated] = [await aBatch(90), await aBatch(90)];
    clock.advance(70 * day * 1000);
    await revokeToken(as("operator"), { id: revoked });
    await rotateToken(as("operator"), RotateToken.parse({ id: rotated, overlapSeconds: 20 * day }));
    expect(await notice()).toEqual([]);
  });

  it("and the list's filter agree with the rule on every token", async () => {
    for (const days of [1, 2, 3, 13, 14, 15, 59, 60, 61]) await aBatch(days);
    for (const daysLater of [0, 0.5, 0.5, 6, 7, 16, 15, 15]) {
      clock.advance(daysLater * day * 1000);
      const rows = await database.db.enrollmentToken.findMany();
      const near = rows.filter((row) => reachedNotice(row, clock.now()) !== null);
      for (const [expiring, expected] of [
        [true, near.length],
        [false, rows.length - near.length],
      ] as const) {
        const page = await listTokens(as("viewer"), ListTokens.parse({ expiring }));
        expect(page.items.map((item) => item.expiring)).toEqual(Array(expected).fill(expiring));
      }
      const due = rows.map((row) => dueNotice(row, clock.now())).filter((days) => days !== null);
      expect((await notice()).sort()).toEqual(due.sort());
    }
  });
});
