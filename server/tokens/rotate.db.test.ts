import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { enroll } from "../enrollment/enroll.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aRequest, enrollDeps } from "../testing/enrollment.ts";
import { expectAudited, expectRefused } from "../testing/expect.ts";
import { createTokens } from "./create.ts";
import { getToken } from "./get.ts";
import { revokeToken } from "./revoke.ts";
import { rotateToken } from "./rotate.ts";
import { CreateTokens, RotateToken } from "./schema.ts";

let database: TestDatabase;
let clock = testClock();
const as = (role: "viewer" | "operator" | "admin" | "provisioner") =>
  testCtx(database.db, role, clock);
const rotate = (input: object) => rotateToken(as("operator"), RotateToken.parse(input));
const later = (seconds: number) => new Date(clock.now().getTime() + seconds * 1000).toISOString();

async function one(input: object = { type: "batch", maxUses: 5 }) {
  const [token] = (await createTokens(as("operator"), CreateTokens.parse(input))).tokens;
  if (!token) throw new Error("no token");
  return token;
}

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  clock = testClock();
  await database.db.$executeRaw`TRUNCATE sensor, enrollment_token CASCADE`;
});
afterAll(() => database[Symbol.asyncDispose]());

describe("rotating a token", () => {
  it("makes another with the same properties and a secret of its own", async () => {
    const properties = {
      type: "cluster",
      clusterName: "eu-1",
      tags: ["env:prod"],
      role: "web",
      ephemeral: true,
      removeAfterSeconds: 600,
      namePattern: "eu-*",
      allowedCidrs: ["10.0.0.0/8"],
      description: "the cluster",
    };
    const old = await one({ ...properties, ttlSeconds: 86_400 });
    clock.advance(3_600_000);
    const { tokens, replaced } = await rotate({ id: old.id });
    expect(tokens[0]).toMatchObject({ ...properties, uses: 0, state: "active" });
    expect(tokens[0]?.token).not.toBe(old.token);
    expect(tokens[0]?.expiresAt).toBe(later(86_400));
    expect(replaced).toMatchObject({ id: old.id, replacedById: tokens[0]?.id });
    expect(replaced.expiresAt).toBe(later(3_600));
  });

  it("is audited on both, and shows the one from the other", async () => {
    const old = await one();
    const made = (await rotate({ id: old.id })).tokens[0];
    await expectAudited(database.db, "token_rotated", as("operator").actor);
    const entries = await database.db.auditEntry.findMany({ orderBy: { seq: "desc" }, take: 2 });
    expect(entries.map(({ target }) => target)).toEqual([`token:${old.id}`, `token:${made?.id}`]);
    expect(JSON.stringify(entries.map(({ details }) => details))).not.toContain("tvx_");
    const [from, to] = [old.id, made?.id ?? ""];
    expect((await getToken(as("viewer"), { id: from })).replacedBy?.id).toBe(to);
    expect((await getToken(as("viewer"), { id: to })).replaces?.id).toBe(from);
  });

  it.each([
    ["ends the old one at once without overlap", 600, 0, 0],
    ["ends it after the overlap", 600, 599, 599],
    ["never lets it live longer", 600, 601, 600],
  ])("%s", async (_title, ttlSeconds, overlapSeconds, endsIn) => {
    const { id } = await one({ type: "batch", maxUses: 2, ttlSeconds });
    const { replaced } = await rotate({ id, overlapSeconds });
    expect(replaced.expiresAt).toBe(later(endsIn));
    expect(replaced.state).toBe(endsIn === 0 ? "expired" : "active");
  });

  it("admits with both secrets until the overlap is over", async () => {
    const deps = await enrollDeps(as("admin"));
    const old = await one();
    const made = (await rotate({ id: old.id, overlapSeconds: 60 })).tokens[0];
    await enroll(deps, aRequest(old.token, { name: "with-old" }));
    await enroll(deps, aRequest(made?.token ?? "", { name: "with-new" }));
    clock.advance(60_000);
    await expectRefused(enroll(deps, aRequest(old.token, { name: "late" })), "TokenExpired");
    await enroll(deps, aRequest(made?.token ?? "", { name: "after" }));
  });
});

describe("what cannot be rotated", () => {
  it("is a one-time token, a revoked one, and one that was rotated", async () => {
    const oneTime = await one({ type: "one_time" });
    const revoked = await one();
    const rotated = await one();
    await revokeToken(as("operator"), { id: revoked.id });
    await rotate({ id: rotated.id });
    const before = await database.db.enrollmentToken.count();
    for (const { id } of [oneTime, revoked, rotated])
      await expectRefused(rotate({ id }), "AlreadyDecided");
    await expectRefused(rotate({ id: "00000000-0000-4000-8000-000000000000" }), "NotFound");
    expect(await database.db.enrollmentToken.count()).toBe(before);
  });

  it("is rotated by one of two at the same time", async () => {
    const { id } = await one();
    const results = await Promise.allSettled([rotate({ id }), rotate({ id }), rotate({ id })]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await database.db.enrollmentToken.count()).toBe(2);
  });

  it("is any token, for viewers and provisioners", async () => {
    const { id } = await one();
    const input = RotateToken.parse({ id });
    await expectRefused(rotateToken(as("viewer"), input), "Forbidden");
    await expectRefused(rotateToken(as("provisioner"), input), "Forbidden");
  });
});
