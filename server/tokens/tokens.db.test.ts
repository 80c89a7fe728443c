import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { updateSettings } from "../settings/update.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor } from "../testing/enrollment.ts";
import { expectAudited, expectRefused } from "../testing/expect.ts";
import { createTokens } from "./create.ts";
import { getToken } from "./get.ts";
import { listTokens } from "./list.ts";
import { revokeToken } from "./revoke.ts";
import { CreateTokens, ListTokens, tokenStates } from "./schema.ts";
import { parseToken } from "./token.ts";

let database: TestDatabase;
const clock = testClock();
const as = (role: "viewer" | "operator" | "admin" | "provisioner") =>
  testCtx(database.db, role, clock);
const create = (input: object) => createTokens(as("operator"), CreateTokens.parse(input));
const list = (input: object = {}) => listTokens(as("viewer"), ListTokens.parse(input));
const nowhere = { id: "00000000-0000-4000-8000-000000000000" };

async function one(input: object = { type: "one_time" }) {
  const [token] = (await create(input)).tokens;
  if (!token) throw new Error("no token");
  return token;
}

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(() => database.db.$executeRaw`TRUNCATE sensor, enrollment_token, setting CASCADE`);
afterAll(() => database[Symbol.asyncDispose]());

describe("Generate Token", () => {
  it("gives the secret once and keeps its hash; the audit holds neither", async () => {
    const { token, id, prefix } = await one();
    await expectAudited(database.db, "token_created", as("operator").actor);
    const row = await database.db.enrollmentToken.findUniqueOrThrow({ where: { id } });
    expect(Buffer.from(row.hash)).toEqual(parseToken(token)?.hash);
    const stored = await database.db.$queryRaw<{ all: string }[]>`
      SELECT (SELECT string_agg(to_jsonb(t)::text, '') FROM enrollment_token t)
        || (SELECT string_agg(to_jsonb(a)::text, '') FROM audit_entry a) AS all`;
    expect(stored[0]?.all).toContain(prefix);
    expect(stored[0]?.all).not.toContain(token.slice(prefix.length));
  });

  it.each([
    [{ type: "one_time" }, 900, 1],
    [{ type: "one_time", ttlSeconds: 60 }, 60, 1],
    [{ type: "batch", maxUses: 7 }, 86_400, 7],
    [{ type: "cluster", clusterName: "eu-1" }, 365 * 86_400, null],
  ])("%j lives for %i s and has %s uses", async (input, seconds, maxUses) => {
    const token = await one(input);
    expect(Date.parse(token.expiresAt) - clock.now().getTime()).toBe(seconds * 1000);
    expect(token).toMatchObject({ maxUses, uses: 0, state: "active", createdBy: "operator@test" });
  });

  it("keeps the limits that it was made with", async () => {
    const limits = { namePattern: "web-*", allowedCidrs: ["10.1.2.3/8", "2001:DB8::1"] };
    const { id, ...token } = await one({ type: "one_time", ...limits });
    const stored = { namePattern: "web-*", allowedCidrs: ["10.0.0.0/8", "2001:db8::1/128"] };
    expect(token).toMatchObject(stored);
    expect(await getToken(as("viewer"), { id })).toMatchObject(stored);
  });

  it("takes its lifetime from the settings in force", async () => {
    await updateSettings(as("admin"), { enrollment: { oneTimeTtlSeconds: 61 } });
    expect(Date.parse((await one()).expiresAt) - clock.now().getTime()).toBe(61_000);
  });

  it("makes a thousand different ones with one audit entry", async () => {
    const before = await database.db.auditEntry.count();
    const { tokens } = await create({ type: "one_time", count: 1000 });
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(1000);
    expect(await database.db.auditEntry.count()).toBe(before + 1);
  });

  it("is for provisioners too, not for viewers", async () => {
    const input = CreateTokens.parse({ type: "one_time" });
    expect((await createTokens(as("provisioner"), input)).tokens).toHaveLength(1);
    await expectRefused(createTokens(as("viewer"), input), "Forbidden");
    expect((await list()).total).toBe(1);
  });
});

describe("the list", () => {
  it("filters by exactly the state that it shows", async () => {
    const revoked = await one();
    await revokeToken(as("operator"), { id: revoked.id });
    await aSensor(as("admin"));
    await one({ type: "one_time", ttlSeconds: 60 });
    await one({ type: "batch", maxUses: 2, ttlSeconds: 120 });
    await one({ type: "cluster", clusterName: "c" });
    clock.advance(60_000);
    const { items } = await list();
    expect(items.map(({ state }) => state).sort()).toEqual([
      "active",
      "active",
      "exhausted",
      "expired",
      "revoked",
    ]);
    for (const state of tokenStates) {
      const shown = items.filter((item) => item.state === state).map(({ id }) => id);
      const page = await list({ state });
      expect(page.items.map(({ id }) => id)).toEqual(shown);
      expect(page.total).toBe(shown.length);
    }
  });

  it("pages through tokens of one moment, each once", async () => {
    await create({ type: "one_time", count: 7 });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await list({ limit: 3, ...(cursor && { cursor }) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect([seen.length, new Set(seen).size]).toEqual([7, 7]);
  });

  it("is not for provisioners", async () => {
    await expectRefused(listTokens(as("provisioner"), ListTokens.parse({})), "Forbidden");
    await expectRefused(getToken(as("provisioner"), nowhere), "Forbidden");
  });
});

describe("one token", () => {
  it("names the sensors that it enrolled, departed ones too", async () => {
    const { id: sensorId } = await aSensor(as("admin"), { name: "from-it" });
    const token = (await list()).items[0];
    const detail = await getToken(as("viewer"), { id: token?.id ?? "" });
    expect(detail).toMatchObject({
      uses: 1,
      lastUsedAt: clock.now().toISOString(),
      sensors: [{ id: sensorId, name: "from-it", departed: null }],
    });
    expect(detail).not.toHaveProperty("hash");
    await expectRefused(getToken(as("viewer"), nowhere), "NotFound");
  });

  it("is revoked once, by operators; repeating it changes nothing", async () => {
    const { id } = await one();
    await expectRefused(revokeToken(as("viewer"), { id }), "Forbidden");
    await expectRefused(revokeToken(as("provisioner"), { id }), "Forbidden");
    await revokeToken(as("operator"), { id });
    await expectAudited(database.db, "token_revoked", as("operator").actor);
    const entries = await database.db.auditEntry.count();
    await revokeToken(as("operator"), { id });
    expect(await database.db.auditEntry.count()).toBe(entries);
    await expectRefused(revokeToken(as("operator"), nowhere), "NotFound");
  });
});
