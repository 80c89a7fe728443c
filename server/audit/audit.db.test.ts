import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemActor } from "../context.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { expectRefused } from "../testing/expect.ts";
import { appendAudit } from "./append.ts";
import { listAudit } from "./list.ts";
import { dropOldAudit } from "./retention.ts";
import { ListAudit } from "./schema.ts";
import { verifyAudit } from "./verify.ts";

let database: TestDatabase;
const clock = testClock();
const viewer = () => testCtx(database.db, "viewer", clock);
const list = (input: object = {}) => listAudit(viewer(), ListAudit.parse(input));
const brokenAt = async () => (await verifyAudit(database.db)).brokenAt;
const daysAgo = (days: number) => new Date(clock.now().getTime() - days * 86_400_000);
const drop = (days: number) =>
  database.db.$transaction((tx) => dropOldAudit(tx, days, clock.now()));

const append = (changes: object = {}, at = clock.now()) =>
  database.db.$transaction((tx) =>
    appendAudit(tx, at, { action: "tested", actor: systemActor, target: "test", ...changes }),
  );

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await database.db.$executeRaw`TRUNCATE audit_entry`;
  await database.db
    .$executeRaw`UPDATE audit_head SET seq = 0, hash = sha256('telovix'::bytea) WHERE id = 1`;
});
afterAll(() => database[Symbol.asyncDispose]());

describe("the chain", () => {
  it("is whole while nobody touches it, however many append at once", async () => {
    await Promise.all(Array.from({ length: 15 }, (_, index) => append({ details: { index } })));
    expect(await verifyAudit(database.db)).toEqual({ entries: 15, brokenAt: null });
  });

  it.each([
    ["UPDATE audit_entry SET details = '{\"a\": 2}' WHERE seq = 2", 2],
    ["UPDATE audit_entry SET actor_name = 'somebody else' WHERE seq = 3", 3],
    ["UPDATE audit_entry SET at = at + interval '1 ms' WHERE seq = 1", 1],
    ["UPDATE audit_entry SET hash = sha256('x') WHERE seq = 2", 2],
    ["DELETE FROM audit_entry WHERE seq = 3", 4],
    ["DELETE FROM audit_entry WHERE seq = 1", 2],
    ["DELETE FROM audit_entry WHERE seq = 5", 5],
    ["DELETE FROM audit_entry", 1],
    ["UPDATE audit_entry SET seq = 9 WHERE seq = 5", 9],
  ])("shows where it was broken by %s", async (tampering, at) => {
    for (let index = 0; index < 5; index++) await append({ details: { a: 1 } });
    await database.pool.query(tampering);
    expect(await brokenAt()).toBe(at);
  });

  it("takes whatever a stranger typed", async () => {
    const actor = { kind: "user", id: "u", name: "a\0b\ud800", role: null };
    await append({ actor, target: "x\0", details: { email: "\0\udfff", deep: ["\0"] } });
    expect((await list()).items[0]).toMatchObject({
      actorName: "a\ufffdb\ufffd",
      details: { email: "\ufffd\ufffd", deep: ["\ufffd"] },
    });
    expect(await brokenAt()).toBeNull();
  });
});

describe("retention", () => {
  it("drops whole old days from the beginning, and what is left still verifies", async () => {
    for (const days of [40, 31, 30, 1]) await append({}, daysAgo(days));
    expect(await drop(30)).toBe(2);
    expect(await verifyAudit(database.db)).toEqual({ entries: 3, brokenAt: null });
    const [newest] = (await list()).items;
    expect(newest).toMatchObject({ action: "audit_dropped", details: { count: 2, through: 2 } });
    expect(await drop(30)).toBe(0);
    expect((await list()).total).toBe(3);
  });

  it("may be repeated, and may drop even its own old entries", async () => {
    await append({}, daysAgo(100));
    await drop(30);
    clock.advance(50 * 86_400_000);
    await append();
    expect(await drop(30)).toBe(1);
    expect(await verifyAudit(database.db)).toEqual({ entries: 2, brokenAt: null });
    clock.advance(50 * 86_400_000);
    expect(await drop(30)).toBe(2);
    expect(await verifyAudit(database.db)).toEqual({ entries: 1, brokenAt: null });
  });

  it.each([
    "DELETE FROM audit_entry WHERE seq = 3",
    "DELETE FROM audit_entry WHERE action = 'audit_dropped'",
    "UPDATE audit_entry SET details = details || '{\"through\": 3}' WHERE action = 'audit_dropped'",
    "UPDATE audit_entry SET details = details || '{\"hash\": \"?\"}' WHERE action = 'audit_dropped'",
  ])("hides no %s", async (tampering) => {
    for (const days of [40, 39, 2, 1]) await append({}, daysAgo(days));
    await drop(30);
    expect(await brokenAt()).toBeNull();
    await database.pool.query(tampering);
    expect(await brokenAt()).not.toBeNull();
  });
});

describe("the list", () => {
  it("pages newest first and filters by action, actor, target and time", async () => {
    for (let index = 1; index <= 5; index++) {
      await append({ action: `a${index % 2}`, target: `t${index}` }, daysAgo(10 - index));
    }
    const first = await list({ limit: 2 });
    expect(first.items.map(({ target }) => target)).toEqual(["t5", "t4"]);
    const second = await list({ limit: 2, cursor: first.nextCursor });
    expect(second.items.map(({ target }) => target)).toEqual(["t3", "t2"]);
    expect((await list({ action: ["a0"] })).total).toBe(2);
    expect((await list({ action: ["a0", "a1"] })).total).toBe(5);
    expect((await list({ target: "t3" })).total).toBe(1);
    expect((await list({ actor: "SYSTEM" })).total).toBe(5);
    expect((await list({ from: daysAgo(7).toISOString() })).total).toBe(3);
    expect((await list({ to: daysAgo(7).toISOString() })).total).toBe(3);
  });

  it("takes % and _ in an actor for what they are", async () => {
    await append();
    expect((await list({ actor: "%" })).total).toBe(0);
    expect((await list({ actor: "s_stem" })).total).toBe(0);
  });

  it("is not for provisioners, and refuses a cursor that is not its own", async () => {
    await expectRefused(
      listAudit(testCtx(database.db, "provisioner"), ListAudit.parse({})),
      "Forbidden",
    );
    await expectRefused(list({ cursor: "x" }), "InvalidRequest");
  });
});
