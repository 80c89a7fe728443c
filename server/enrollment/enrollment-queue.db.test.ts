import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { asAppError } from "../as-app-error.ts";
import type { Ctx } from "../context.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { aCsr } from "../testing/csr.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aRequest, aToken, enrollDeps } from "../testing/enrollment.ts";
import { expectAudited } from "../testing/expect.ts";
import { aLicense } from "../testing/license.ts";
import { makeEnrollmentQueue } from "./enrollment-queue.ts";

let database: TestDatabase;
let ctx: Ctx;
/** Two consoles on one database. */
let queues: ReturnType<typeof makeEnrollmentQueue>[];

beforeAll(async () => {
  database = await testDatabase();
  ctx = testCtx(database.db, "admin", testClock());
  const deps = await enrollDeps(ctx);
  queues = [makeEnrollmentQueue(deps), makeEnrollmentQueue(deps)];
  await aLicense(database.db, 5_000);
});
beforeEach(() => database.pool.query("DELETE FROM sensor"));
afterAll(() => database[Symbol.asyncDispose]());

/** Everybody at once, half of them at each console. @returns how often each outcome came */
async function outcomes(bodies: object[]): Promise<Record<string, number>> {
  const codes = await Promise.all(
    bodies.map((body, index) =>
      Promise.resolve()
        .then(() => queues[index % 2]?.(body, "10.0.0.1"))
        .then(
          () => "enrolled",
          (error: unknown) => asAppError(error).code,
        ),
    ),
  );
  const counts: Record<string, number> = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
const bodies = (token: string, count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => aRequest(token, { name: `${prefix}-${index}` }));
const enrolled = () => database.db.sensor.count({ where: { departedAt: null } });

describe("a thousand at once with a batch token of a thousand uses", () => {
  it("are a thousand sensors, and the next is refused", async () => {
    const token = await aToken(ctx, { type: "batch", maxUses: 1000 });
    expect(await outcomes(bodies(token, 1001, "mass"))).toEqual({
      enrolled: 1000,
      TokenExhausted: 1,
    });
    expect(await enrolled()).toBe(1000);
    await expectAudited(database.db, "sensor_enrolled");
  });

  it("are as many as the license allows, and the rest burn no use", async () => {
    await database.db.license.deleteMany();
    await database.db.licenseKey.deleteMany();
    await aLicense(database.db, 900);
    const token = await aToken(ctx, { type: "batch", maxUses: 1000 });
    expect(await outcomes(bodies(token, 1000, "limited"))).toEqual({
      enrolled: 900,
      NodeLimitExceeded: 100,
    });
    expect(await enrolled()).toBe(900);
    const { uses } = await database.db.enrollmentToken.findFirstOrThrow({
      where: { prefix: token.slice(0, 12) },
    });
    expect(uses).toBe(900);
  });
});

describe("a batch", () => {
  it("keeps what is good beside what is refused", async () => {
    const [good, once] = [await aToken(ctx, { type: "batch", maxUses: 50 }), await aToken(ctx)];
    const strangers = { ...aRequest(good), token: `${good.slice(0, -1)}!` };
    const mixed = [...bodies(good, 20, "good"), ...bodies(once, 5, "once"), strangers];
    expect(await outcomes(mixed)).toEqual({ enrolled: 21, TokenExhausted: 4, InvalidToken: 1 });
  });

  it("gives the same sensor to a key that asks three times at once", async () => {
    const body = aRequest(await aToken(ctx), { ...aCsr(), name: "thrice" });
    const { key: _key, ...request } = body as typeof body & { key: string };
    const answers = await Promise.all([1, 2, 3].map(() => queues[0]?.(request, "")));
    expect(new Set(answers.map((answer) => answer?.sensorId)).size).toBe(1);
    expect(await enrolled()).toBe(1);
  });

  it("gives each of many that want one name a name of its own", async () => {
    const token = await aToken(ctx, { type: "batch", maxUses: 40 });
    const same = Array.from({ length: 40 }, () => aRequest(token, { name: "popular" }));
    expect(await outcomes(same)).toEqual({ enrolled: 40 });
    const names = await database.db.sensor.findMany({ select: { liveName: true } });
    expect(new Set(names.map(({ liveName }) => liveName)).size).toBe(40);
  });
});
