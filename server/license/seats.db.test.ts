import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asAppError } from "../as-app-error.ts";
import { type EnrollDeps, enroll } from "../enrollment/enroll.ts";
import { deleteSensor } from "../sensors/delete.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aRequest, aToken, enrollDeps } from "../testing/enrollment.ts";
import { expectRefused } from "../testing/expect.ts";
import { aLicense } from "../testing/license.ts";

let database: TestDatabase;
let deps: EnrollDeps;
let token: string;
const clock = testClock();
const ctx = () => testCtx(database.db, "admin", clock);
const uses = async () => (await database.db.enrollmentToken.findFirstOrThrow()).uses;
const enrolled = () => database.db.sensor.findMany({ where: { departedAt: null } });
const join = () => enroll(deps, aRequest(token));
const outcomes = (count: number) =>
  Promise.all(
    Array.from({ length: count }, () =>
      join().then(
        () => "accepted",
        (error) => asAppError(error).code,
      ),
    ),
  );

beforeEach(async () => {
  database = await testDatabase();
  deps = await enrollDeps(ctx());
  token = await aToken(ctx(), { type: "batch", maxUses: 1000 });
  await aLicense(database.db, 10);
});
afterEach(() => database[Symbol.asyncDispose]());

describe("the node limit", () => {
  it("admits exactly as many of 50 that come at once, and a refusal consumes nothing", async () => {
    const all = await outcomes(50);
    expect(all.filter((outcome) => outcome === "accepted")).toHaveLength(10);
    expect(all.filter((outcome) => outcome === "NodeLimitExceeded")).toHaveLength(40);
    expect(await enrolled()).toHaveLength(10);
    expect(await uses()).toBe(10);
    expect(await database.db.seat.findFirst()).toEqual({ id: 1, taken: 10 });
  });

  it("is freed by one seat when one sensor is deleted", async () => {
    await outcomes(10);
    const [first] = await enrolled();
    await deleteSensor(ctx(), { id: first?.id ?? "" });
    await join();
    await expectRefused(join(), "NodeLimitExceeded");
  });
});
