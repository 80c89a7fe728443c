import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { enroll } from "../enrollment/enroll.ts";
import { makeEnrollmentGuard } from "../enrollment/guard.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aRequest, aToken, enrollDeps } from "../testing/enrollment.ts";
import { expectAudited, expectRefused } from "../testing/expect.ts";
import { revokeToken } from "../tokens/revoke.ts";
import { dismissAttempts } from "./dismiss.ts";
import { attemptCounts, attemptGroups } from "./groups.ts";
import { listAttempts } from "./list.ts";
import { reportPreflight } from "./report-preflight.ts";
import { restoreAttempts } from "./restore.ts";
import { ListAttempts, ListGroups } from "./schema.ts";

let database: TestDatabase;
const clock = testClock();
const ctx = (role: "viewer" | "operator" | "admin" = "admin") => testCtx(database.db, role, clock);
const hour = 3_600_000;
const groups = async (input: object = {}) =>
  (await attemptGroups(ctx("viewer"), ListGroups.parse(input))).items;

/** An enrollment as it comes in, refused or not. */
async function tries(token: string, changes: object = {}, address = "192.0.2.1"): Promise<void> {
  const deps = await enrollDeps(ctx());
  const guard = makeEnrollmentGuard({ ...deps, log: pino({ level: "silent" }) });
  const body = async () => aRequest(token, { machineId: randomUUID(), ...changes });
  await guard(address, body, (read) => enroll(deps, read, address)).catch(() => undefined);
}
const noBtf = { code: "NoBtf", detail: "/sys/kernel/btf/vmlinux is missing" };
const reports = (changes: object = {}) =>
  reportPreflight(
    { db: database.db, clock },
    { hostname: "old-1", kernel: "5.4.0-generic", failed: [noBtf], ...changes },
    "192.0.2.1",
  );
const idOf = async (token: string) =>
  (await database.db.enrollmentToken.findFirstOrThrow({ where: { prefix: token.slice(0, 12) } }))
    .id;

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(() => database.db.enrollmentAttempt.deleteMany());
afterAll(() => database[Symbol.asyncDispose]());

describe("the groups", () => {
  it("tell the cause, the fix, how many and who, the newest first", async () => {
    const token = await aToken(ctx(), { type: "batch", maxUses: 5, ttlSeconds: 60 });
    clock.advance(3 * hour + 60_000);
    await tries(token, { name: "a" });
    await tries(token, { name: "b" });
    const firstAt = clock.now().toISOString();
    clock.advance(1000);
    await reports();
    await tries(token, { name: "b" });
    clock.advance(1000);
    await reports({ hostname: "old-2" });
    const lastAt = clock.now().toISOString();
    expect(await groups()).toMatchObject([
      {
        code: "NoBtf",
        title: "No BTF on 5.4.0-generic",
        count: 2,
        hosts: 2,
        lastAt,
        tokenId: null,
      },
      {
        ...{ code: "TokenExpired", title: "Token expired 3 h ago", count: 3, hosts: 3, firstAt },
        ...{ names: ["a", "b"], tokenPrefix: token.slice(0, 12), tokenId: await idOf(token) },
        ...{ detail: "The enrollment token has expired", kind: "enrollment" },
        fix: { action: "generate_token", command: null },
      },
    ]);
  });

  it("keep apart the tokens that are ours, and together those that nobody knows", async () => {
    const [one, two] = [await aToken(ctx()), await aToken(ctx())];
    for (const token of [one, two]) {
      await revokeToken(ctx(), { id: await idOf(token) });
      await tries(token);
    }
    await tries(`${one.slice(0, -1)}!`);
    await tries("nonsense");
    const found = (await groups()).map(({ code, tokenId }) => [code, tokenId]);
    expect(found).toHaveLength(3);
    expect(found).toEqual(
      expect.arrayContaining([
        ["TokenRevoked", await idOf(one)],
        ["TokenRevoked", await idOf(two)],
        ["InvalidToken", null],
      ]),
    );
  });

  it("come in pages", async () => {
    const codes = ["NoBtf", "ClockOff", "NotRoot", "NoSystemd", "NoBpffs"];
    for (const code of codes) await reports({ failed: [{ code, detail: "x" }] });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const input = ListGroups.parse({ limit: 2, ...(cursor && { cursor }) });
      const page = await attemptGroups(ctx("viewer"), input);
      expect(page.total).toBe(5);
      seen.push(...page.items.map(({ code }) => code));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen.sort()).toEqual(codes.sort());
    await expectRefused(
      attemptGroups(ctx("viewer"), ListGroups.parse({ cursor: "WyJhIiwiYiJd" })),
      "InvalidRequest",
    );
  });

  it("forget a host that became a sensor, and only that one", async () => {
    const token = await aToken(ctx(), { type: "cluster", clusterName: "oslo" });
    await tries(token, { machineId: "m1", name: "a", clusterName: "bergen" });
    await tries(token, { machineId: "m2", name: "b", clusterName: "bergen" });
    await tries(token, { machineId: "m1", name: "a-renamed" });
    expect(await groups()).toMatchObject([{ count: 1, names: ["b"] }]);
    clock.advance(1);
    await tries(token, { machineId: "m1", name: "a", clusterName: "bergen" });
    expect(await groups()).toMatchObject([{ count: 2, hosts: 2 }]);
  });

  it("are of the last seven days", async () => {
    await reports();
    clock.advance(7 * 24 * hour - 1);
    expect(await groups()).toHaveLength(1);
    expect(await attemptCounts(ctx("viewer"))).toEqual({ groups: 1, attempts: 1 });
    clock.advance(1);
    expect(await groups()).toEqual([]);
    expect(await attemptCounts(ctx("viewer"))).toEqual({ groups: 0, attempts: 0 });
  });

  it("say that seats are free again after the node limit was reached", async () => {
    await database.db.enrollmentAttempt.create({
      data: {
        ...{ id: randomUUID(), at: clock.now(), code: "NodeLimitExceeded" },
        ...{ detail: "", address: "192.0.2.1" },
      },
    });
    const taken = await database.db.sensor.count({ where: { departedAt: null } });
    expect(await groups()).toMatchObject([
      { title: `Node limit was reached; ${100 - taken} of 100 seats are free now` },
    ]);
  });
});

it("lists the attempts of one group, newest first, in pages", async () => {
  for (let count = 0; count < 5; count++) {
    clock.advance(1000);
    await reports({ hostname: `old-${count}` });
  }
  await reports({ failed: [{ code: "ClockOff", detail: "11 min off" }] });
  const read = (changes: object) =>
    listAttempts(ctx("viewer"), ListAttempts.parse({ code: "NoBtf", limit: 3, ...changes }));
  const first = await read({});
  const second = await read({ cursor: first.nextCursor });
  const names = [...first.items, ...second.items].map(({ hostname }) => hostname);
  expect(names).toEqual(["old-4", "old-3", "old-2", "old-1", "old-0"]);
  expect([first.total, second.total, second.nextCursor]).toEqual([5, 5, null]);
  expect((await read({ tokenId: randomUUID() })).total).toBe(0);
});

describe("a dismissal", () => {
  it("takes what was seen, is audited, and can be undone", async () => {
    await reports();
    const until = clock.now().toISOString();
    clock.advance(1000);
    await reports({ hostname: "later" });
    const { dismissed, dismissedAt } = await dismissAttempts(ctx("operator"), {
      code: "NoBtf",
      until,
    });
    expect(dismissed).toBe(1);
    await expectAudited(database.db, "attempts_dismissed", ctx("operator").actor);
    expect(await groups()).toMatchObject([{ count: 1, names: ["later"] }]);
    const input = { code: "NoBtf", dismissedAt };
    expect(await restoreAttempts(ctx("operator"), input)).toEqual({ restored: 1 });
    await expectAudited(database.db, "attempts_restored", ctx("operator").actor);
    expect(await groups()).toMatchObject([{ count: 2 }]);
    expect(await restoreAttempts(ctx("operator"), input)).toEqual({ restored: 0 });
  });

  it("is not for viewers", async () => {
    await reports();
    const input = { code: "NoBtf" };
    await expectRefused(dismissAttempts(ctx("viewer"), input), "Forbidden");
    const dismissedAt = clock.now().toISOString();
    await expectRefused(restoreAttempts(ctx("viewer"), { ...input, dismissedAt }), "Forbidden");
    expect(await groups()).toHaveLength(1);
  });

  it("does not silence what comes next", async () => {
    for (let count = 0; count < 6; count++) await reports();
    await dismissAttempts(ctx("operator"), { code: "NoBtf" });
    expect(await groups()).toEqual([]);
    await reports();
    expect(await groups()).toMatchObject([{ count: 1 }]);
  });
});
