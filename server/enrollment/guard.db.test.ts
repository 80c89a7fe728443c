import { randomBytes } from "node:crypto";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aRequest, aToken, enrollDeps } from "../testing/enrollment.ts";
import { expectAudited, expectRefused } from "../testing/expect.ts";
import { generateToken } from "../tokens/token.ts";
import type { EnrollDeps } from "./admit-batch.ts";
import { enroll } from "./enroll.ts";
import { makeEnrollmentGuard } from "./guard.ts";

let database: TestDatabase;
let deps: EnrollDeps;
const clock = testClock();
const ctx = () => testCtx(database.db, "admin", clock);
const nat = "192.0.2.1";
const aStranger = () => aRequest(generateToken().token);

/** The guard of a process that has just started. */
function aGuard() {
  const guard = makeEnrollmentGuard({ ...deps, log: pino({ level: "silent" }) });
  return (body: unknown, address = nat) =>
    guard(
      address,
      async () => body,
      (read) => enroll(deps, read),
    );
}

const refusedTimes = async (times: number, attempt: () => Promise<unknown>) => {
  for (let count = 0; count < times; count++) await attempt().catch(() => undefined);
};
const attempts = () => database.db.enrollmentAttempt.findMany({ orderBy: { at: "asc" } });

beforeAll(async () => {
  database = await testDatabase();
  deps = await enrollDeps(ctx());
});
beforeEach(() => database.db.enrollmentAttempt.deleteMany());
afterAll(() => database[Symbol.asyncDispose]());

describe("who is refused", () => {
  it("waits when it has no token of ours, while good tokens of its address pass", async () => {
    const enrolls = aGuard();
    const good = await aToken(ctx(), { type: "batch", maxUses: 50 });
    await refusedTimes(100, () => enrolls(aStranger()));
    await expectRefused(enrolls(aStranger()), "RateLimited");
    await expectRefused(enrolls(undefined), "RateLimited");
    await expectRefused(enrolls(aStranger(), "192.0.2.2"), "InvalidToken");
    const fleet = Array.from({ length: 20 }, () => enrolls(aRequest(good)));
    expect(await Promise.all(fleet)).toHaveLength(20);
  });

  it("waits by itself when it has one: other hosts with its token pass", async () => {
    const enrolls = aGuard();
    const token = await aToken(ctx(), { type: "cluster", clusterName: "oslo" });
    const wrong = () => enrolls(aRequest(token, { name: "loop", clusterName: "bergen" }));
    await refusedTimes(30, wrong);
    await expectRefused(wrong(), "RateLimited");
    expect(await enrolls(aRequest(token, { name: "other" }))).toMatchObject({ name: "other" });
  });

  it("is told how long to wait", async () => {
    const enrolls = aGuard();
    await refusedTimes(20, () => enrolls(aStranger()));
    const error = await enrolls(aStranger()).catch((thrown) => thrown);
    expect(error.retryAfterSeconds).toBeGreaterThan(0);
    expect(error.retryAfterSeconds).toBeLessThanOrEqual(60);
  });

  it("may have answers repeated: a used-up token of many refusals still answers its own key", async () => {
    const enrolls = aGuard();
    const token = await aToken(ctx());
    const request = aRequest(token, { name: "mine" });
    const { sensorId } = await enrolls(request);
    await refusedTimes(60, () => enrolls(aRequest(token, { name: "thief" })));
    expect(await enrolls(request)).toMatchObject({ sensorId });
  });
});

describe("a recorded refusal", () => {
  it("holds what the body told, and is audited", async () => {
    const token = await aToken(ctx(), { type: "cluster", clusterName: "oslo" });
    const { id } = await database.db.enrollmentToken.findFirstOrThrow({
      where: { prefix: token.slice(0, 12) },
    });
    const body = aRequest(token, { clusterName: "bergen", machineId: "m\u202e1" });
    await expectRefused(aGuard()(body), "ClusterNameMismatch");
    expect(await attempts()).toMatchObject([
      {
        ...{ kind: "enrollment", code: "ClusterNameMismatch", address: nat, name: "web-1" },
        ...{ hostname: "web-1", kernel: "6.1.0", machineId: "m?1", tokenId: id },
        ...{ detail: "The token is for cluster oslo.", tokenPrefix: token.slice(0, 12) },
      },
    ]);
    await expectAudited(database.db, "enrollment_refused");
    const text = JSON.stringify(await database.db.auditEntry.findMany({}), (_key, value) =>
      typeof value === "bigint" ? String(value) : value,
    );
    expect(text).not.toContain(token);
  });

  it("is told five times an hour, then the newest moves on without an audit entry", async () => {
    const enrolls = aGuard();
    const body = aRequest(await aToken(ctx(), { type: "cluster", clusterName: "oslo" }), {
      clusterName: "bergen",
    });
    await refusedTimes(5, () => enrolls(body));
    const audited = await database.db.auditEntry.count();
    clock.advance(60_000);
    await refusedTimes(20, () => enrolls(body));
    const rows = await attempts();
    expect(rows).toHaveLength(5);
    expect(rows.at(-1)?.at).toEqual(clock.now());
    expect(rows[0]?.at).toEqual(new Date(clock.now().getTime() - 60_000));
    expect(await database.db.auditEntry.count()).toBe(audited);
  });

  it("of strangers is one of 60 an hour and address, whoever answers them", async () => {
    for (let process = 0; process < 4; process++) {
      const enrolls = aGuard();
      await refusedTimes(20, () =>
        enrolls(aRequest(generateToken().token, { name: randomBytes(4).toString("hex") })),
      );
    }
    expect(await attempts()).toHaveLength(60);
    const known = await aToken(ctx(), { type: "cluster", clusterName: "oslo" });
    await refusedTimes(1, () => aGuard()(aRequest(known, { clusterName: "bergen" })));
    expect(await attempts()).toHaveLength(61);
  });
});
