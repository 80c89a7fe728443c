import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EnrollResponse } from "../../sensor-agent/src/protocol.ts";
import { asAppError } from "../as-app-error.ts";
import { deleteSensor } from "../sensors/delete.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { aCsr } from "../testing/csr.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aRequest, aToken, enrollDeps } from "../testing/enrollment.ts";
import { expectAudited, expectRefused } from "../testing/expect.ts";
import { revokeToken } from "../tokens/revoke.ts";
import type { EnrollDeps } from "./admit-batch.ts";
import { enroll } from "./enroll.ts";

let database: TestDatabase;
let deps: EnrollDeps;
const clock = testClock();
const ctx = () => testCtx(database.db, "admin", clock);
const uses = async (token: string) =>
  (await database.db.enrollmentToken.findFirstOrThrow({ where: { prefix: token.slice(0, 12) } }))
    .uses;
const code = async (promise: Promise<unknown>) =>
  promise.then(
    () => "accepted",
    (error) => asAppError(error).code,
  );

beforeAll(async () => {
  database = await testDatabase();
  deps = await enrollDeps(ctx());
});
afterAll(() => database[Symbol.asyncDispose]());

describe("enroll", () => {
  it("admits a sensor and audits it", async () => {
    const answer = await enroll(deps, aRequest(await aToken(ctx())));
    const row = await database.db.sensor.findUniqueOrThrow({
      where: { id: answer.sensorId },
      include: { heartbeat: true, certificates: true },
    });
    expect(row).toMatchObject({
      name: answer.name,
      liveName: answer.name,
      tags: ["env:lab"],
      departedAt: null,
    });
    expect(row.heartbeat).not.toBeNull();
    expect(row.certificates).toHaveLength(1);
    await expectAudited(database.db, "sensor_enrolled");
  });

  it("admits exactly one of 50 sensors that redeem a one-time token at once", async () => {
    const token = await aToken(ctx());
    const before = await database.db.sensor.count();
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () => code(enroll(deps, aRequest(token)))),
    );
    expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "TokenExhausted")).toHaveLength(49);
    expect(await database.db.sensor.count()).toBe(before + 1);
    expect(await uses(token)).toBe(1);
  });

  it("admits exactly maxUses of a batch", async () => {
    const token = await aToken(ctx(), { type: "batch", maxUses: 7 });
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => code(enroll(deps, aRequest(token)))),
    );
    expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(7);
  });

  it("answers a repeat with the same key by the same sensor, at once and one after another", async () => {
    const token = await aToken(ctx());
    const request = aRequest(token);
    const answers: EnrollResponse[] = await Promise.all([1, 2, 3].map(() => enroll(deps, request)));
    answers.push(await enroll(deps, request));
    expect(new Set(answers.map(({ sensorId }) => sensorId)).size).toBe(1);
    expect(await uses(token)).toBe(1);
  });

  it("gives a taken name a suffix, and frees it when its holder departs", async () => {
    const name = "suffixed";
    const first = await enroll(deps, aRequest(await aToken(ctx()), { name }));
    const second = await enroll(deps, aRequest(await aToken(ctx()), { name }));
    expect([first.name, second.name]).toEqual(["suffixed", "suffixed-2"]);
    await deleteSensor(ctx(), { id: first.sensorId });
    expect((await enroll(deps, aRequest(await aToken(ctx()), { name }))).name).toBe("suffixed");
  });

  it("lets the token's tags, role and ephemeral win over the request's", async () => {
    const token = await aToken(ctx(), {
      type: "one_time",
      tags: ["env:prod", "pool:ci"],
      role: "ci_worker",
      ephemeral: true,
      removeAfterSeconds: 60,
    });
    const { sensorId } = await enroll(
      deps,
      aRequest(token, { tags: ["env:lab", "own:1"], role: "other", ephemeral: false }),
    );
    const row = await database.db.sensor.findUniqueOrThrow({ where: { id: sensorId } });
    expect(row).toMatchObject({
      tags: ["env:prod", "pool:ci", "own:1"],
      role: "ci_worker",
      ephemeral: true,
      removeAfterSeconds: 60,
    });
  });

  it("binds a cluster token to its name", async () => {
    const token = await aToken(ctx(), { type: "cluster", clusterName: "oslo-1" });
    await expectRefused(
      enroll(deps, aRequest(token, { clusterName: "oslo-2" })),
      "ClusterNameMismatch",
    );
    expect((await enroll(deps, aRequest(token))).sensorId).toBeDefined();
  });
});

describe("a refusal", () => {
  it.each([
    [
      "another token",
      async () => aRequest(`${(await aToken(ctx())).slice(0, -1)}!`),
      "InvalidToken",
    ],
    [
      "an RSA key",
      async () =>
        aRequest(await aToken(ctx()), {
          csr: "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----",
        }),
      "InvalidCsr",
    ],
    [
      "a name of shell",
      async () => aRequest(await aToken(ctx()), { name: "$(reboot)" }),
      "InvalidRequest",
    ],
    [
      "a name with quotes",
      async () => aRequest(await aToken(ctx()), { name: `a"'b` }),
      "InvalidRequest",
    ],
    [
      "a name with a newline",
      async () => aRequest(await aToken(ctx()), { name: "a\nb" }),
      "InvalidRequest",
    ],
    [
      "a right-to-left name",
      async () => aRequest(await aToken(ctx()), { name: "a\u202eb" }),
      "InvalidRequest",
    ],
    ["an emoji", async () => aRequest(await aToken(ctx()), { tags: ["k:😀"] }), "InvalidRequest"],
    [
      "a name of 10 kB",
      async () => aRequest(await aToken(ctx()), { name: "a".repeat(10_000) }),
      "InvalidRequest",
    ],
    [
      "an unknown field",
      async () => aRequest(await aToken(ctx()), { admin: true }),
      "InvalidRequest",
    ],
    ["no body", async () => undefined, "InvalidRequest"],
    [
      "a NUL in its machine id",
      async () => aRequest(await aToken(ctx()), { machineId: "m\0" }),
      "InvalidRequest",
    ],
  ])("of %s burns no token and leaves no sensor", async (_title, make, expected) => {
    const body = await make();
    const before = await database.db.sensor.count();
    expect(await code(enroll(deps, body))).toBe(expected);
    expect(await database.db.sensor.count()).toBe(before);
    if (body && expected !== "InvalidToken") expect(await uses(body.token)).toBe(0);
  });

  it("of a revoked or expired token holds for a known key too", async () => {
    const [revoked, expired] = [
      await aToken(ctx()),
      await aToken(ctx(), { type: "one_time", ttlSeconds: 60 }),
    ];
    const [one, two] = [aRequest(revoked), aRequest(expired)];
    await enroll(deps, one);
    await enroll(deps, two);
    const row = await database.db.enrollmentToken.findFirstOrThrow({
      where: { prefix: revoked.slice(0, 12) },
    });
    await revokeToken(ctx(), { id: row.id });
    clock.advance(60_000);
    await expectRefused(enroll(deps, one), "TokenRevoked");
    await expectRefused(enroll(deps, two), "TokenExpired");
  });

  it("comes for any body, and nothing else does", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (body) => {
        expect(await code(enroll(deps, body))).toBe("InvalidRequest");
      }),
      { numRuns: 50 },
    );
  });
});

describe("a deleted sensor", () => {
  it("is enrolled again under its id when its key comes with the same token", async () => {
    const token = await aToken(ctx(), { type: "batch", maxUses: 2 });
    const request = aRequest(token, { csr: aCsr().csr, name: "comes-back" });
    const { sensorId } = await enroll(deps, request);
    await deleteSensor(ctx(), { id: sensorId });
    expect(await enroll(deps, request)).toMatchObject({ sensorId, name: "comes-back" });
    expect(await uses(token)).toBe(2);
  });
});
