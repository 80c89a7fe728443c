import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asAppError } from "../as-app-error.ts";
import type { EnrollDeps } from "../enrollment/admit-batch.ts";
import { enroll } from "../enrollment/enroll.ts";
import { makeEnrollmentGuard } from "../enrollment/guard.ts";
import { deleteSensor } from "../sensors/delete.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aRequest, aToken, enrollDeps } from "../testing/enrollment.ts";
import { expectRefused } from "../testing/expect.ts";
import { aLicense } from "../testing/license.ts";
import { getLicense } from "./get.ts";

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

  it("counts stale sensors too: silence frees no seat", async () => {
    await outcomes(10);
    await database.db
      .$executeRaw`UPDATE sensor_heartbeat SET heard_at = heard_at - interval '1 day'`;
    await expectRefused(join(), "NodeLimitExceeded");
    const { seats } = await getLicense(ctx());
    expect(seats).toEqual({ taken: 10, stale: 0, offline: 10, ephemeral: 0 });
  });

  it("does not stand in the way of a repeat, nor of the sensor that comes back first", async () => {
    await outcomes(9);
    const request = aRequest(token);
    const { sensorId } = await enroll(deps, request);
    expect((await enroll(deps, request)).sensorId).toBe(sensorId);
    await deleteSensor(ctx(), { id: sensorId });
    expect((await enroll(deps, request)).sensorId).toBe(sensorId);
    await deleteSensor(ctx(), { id: sensorId });
    await join();
    await expectRefused(enroll(deps, request), "NodeLimitExceeded");
  });

  it("names itself in the inbox of failed enrollments", async () => {
    await outcomes(10);
    const guard = makeEnrollmentGuard({ db: database.db, clock, log: ctx().log });
    const body = aRequest(token, { name: "too-many" });
    const refused = guard(
      "192.0.2.7",
      async () => body,
      (asked) => enroll(deps, asked),
    );
    await expectRefused(refused, "NodeLimitExceeded");
    const attempt = await database.db.enrollmentAttempt.findFirstOrThrow();
    expect(attempt).toMatchObject({ code: "NodeLimitExceeded", name: "too-many" });
    expect(attempt.detail).toBe(
      "The license allows 10 nodes (max_protected_nodes) and 10 are enrolled, stale ones included.",
    );
  });

  it("is the default without a license, or once it has expired", async () => {
    await outcomes(10);
    clock.advance(365 * 86_400_000);
    token = await aToken(ctx(), { type: "batch", maxUses: 5 });
    await join();
    await database.db.license.deleteMany();
    await database.db.$executeRaw`UPDATE seat SET taken = 100`;
    await expectRefused(join(), "NodeLimitExceeded");
  });
});
