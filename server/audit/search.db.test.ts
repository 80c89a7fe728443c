import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Actor, systemActor } from "../context.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { expectAudited, expectRefused } from "../testing/expect.ts";
import { appendAudit } from "./append.ts";
import { exportAudit } from "./export.ts";
import { listAudit } from "./list.ts";
import { textWindow } from "./query.ts";
import { ExportAudit, ListAudit } from "./schema.ts";
import { verifyNow } from "./verify-now.ts";

let database: TestDatabase;
const clock = testClock();
const as = (role: "viewer" | "operator" | "admin" | "provisioner") =>
  testCtx(database.db, role, clock);
const list = (input: object = {}) => listAudit(as("viewer"), ListAudit.parse(input));
const targets = async (input: object) => (await list(input)).items.map(({ target }) => target);
const actor = (kind: Actor["kind"], id: string): Actor => ({
  kind,
  id,
  name: `${id} name`,
  role: null,
});

beforeAll(async () => {
  database = await testDatabase();
  await database.db.$executeRaw`TRUNCATE audit_entry`;
  await database.db
    .$executeRaw`UPDATE audit_head SET seq = 0, hash = sha256('telovix'::bytea) WHERE id = 1`;
  const entries = [
    [actor("user", "ann"), "user-1", { tags: ["env:prod"] }],
    [actor("api-key", "pipe"), "key-1", { note: "50% of =SUM(A1)" }],
    [actor("sensor", "web"), "sensor-1", {}],
    [systemActor, "system-1", { reason: "user" }],
  ] as const;
  for (const [who, target, details] of entries) {
    const entry = { action: "tested", actor: who, target, details };
    await database.db.$transaction((tx) => appendAudit(tx, clock.now(), entry));
    clock.advance(1000);
  }
});
afterAll(() => database[Symbol.asyncDispose]());

describe("the filter", () => {
  it.each([
    [{ kind: ["user"] }, ["user-1"]],
    [{ kind: ["system", "api-key"] }, ["system-1", "key-1"]],
    [{ actor: "user:ann" }, ["user-1"]],
    [{ actor: "user:an" }, []],
    [{ actor: "NAME" }, ["sensor-1", "key-1", "user-1"]],
    [{ q: "ENV:prod" }, ["user-1"]],
    [{ q: "50%" }, ["key-1"]],
    [{ q: "0_" }, []],
    [{ q: "key-1", kind: ["user"] }, []],
    [{ q: "pipe" }, ["key-1"]],
  ])("%j finds %j", async (input, found) => {
    expect(await targets(input)).toEqual(found);
  });

  it("takes no cursor, kind or time that is none", () => {
    for (const input of [{ kind: ["robot"] }, { from: "yesterday" }, { q: "x".repeat(201) }])
      expect(ListAudit.safeParse(input).success).toBe(false);
  });
});

describe("an export", () => {
  const exported = async (input: object) => {
    const { parts } = await exportAudit(as("viewer"), ExportAudit.parse(input));
    return { ...parts, body: await text(Readable.from(parts.chunks)) };
  };

  it("is every entry that matches, as one JSON object a line, and is audited", async () => {
    const { body, contentType, fileName } = await exported({ format: "jsonl", kind: ["user"] });
    await expectAudited(database.db, "audit_exported", as("viewer").actor);
    expect([contentType, fileName]).toEqual([
      "application/jsonl; charset=utf-8",
      "audit-20260601-120004.jsonl",
    ]);
    const lines = body
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toEqual((await list({ kind: ["user"] })).items.filter(({ seq }) => seq === 1));
  });

  it("as CSV runs nothing in a spreadsheet", async () => {
    const { body } = await exported({ format: "csv", target: "key-1" });
    expect(body.split("\r\n")).toHaveLength(3);
    expect(body).toContain(`"{""note"":""50% of =SUM(A1)""}"`);
  });

  it("goes through any number of entries, and ends before its own", async () => {
    await database.pool.query(`INSERT INTO audit_entry
      SELECT seq, now(), 'many', 'system', 'system', 'x', '{}', ''
      FROM generate_series(1000, 6100) seq`);
    await database.pool.query("UPDATE audit_head SET seq = 6100");
    const { body } = await exported({ format: "jsonl", action: ["many", "audit_exported"] });
    const seqs = body
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).seq);
    expect(seqs.filter((seq) => seq >= 1000)).toEqual(
      Array.from({ length: 5101 }, (_, index) => 6100 - index),
    );
    await database.pool.query("DELETE FROM audit_entry WHERE seq >= 1000");
    const last = await database.pool.query(
      "SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1",
    );
    await database.pool.query(
      "UPDATE audit_head SET seq = $1, hash = $2",
      Object.values(last.rows[0]),
    );
  });

  it("is not for provisioners", async () => {
    await expectRefused(exportAudit(as("provisioner"), ExportAudit.parse({})), "Forbidden");
  });
});

describe("verifying", () => {
  it("says how many entries are whole, or where it breaks, and records that", async () => {
    const whole = await verifyNow(as("admin"));
    expect(whole.brokenAt).toBeNull();
    await expectAudited(database.db, "audit_verified", as("admin").actor);
    expect((await verifyNow(as("admin"))).entries).toBe(whole.entries + 1);
    await database.pool.query("UPDATE audit_entry SET actor_name = 'nobody' WHERE seq = 2");
    expect((await verifyNow(as("admin"))).brokenAt).toBe(2);
  });

  it("is for admins only", async () => {
    await expectRefused(verifyNow(as("operator")), "Forbidden");
  });
});

describe("text in a long log", () => {
  it("is looked for in the newest entries, and says how far", async () => {
    await database.pool.query(
      `INSERT INTO audit_entry SELECT seq, '2026-07-01'::timestamptz + seq * interval '1 s', 'many',
        'system', 'system', 'x', '{}', '' FROM generate_series(100, $1::int) seq`,
      [textWindow + 200],
    );
    const found = await list({ q: "user-1" });
    expect(found.items).toEqual([]);
    expect(found.searchedFrom).toBe(
      new Date(Date.parse("2026-07-01T00:00:00Z") + 201_000).toISOString(),
    );
    expect((await list({ actor: "user:ann" })).searchedFrom).toBeNull();
    const before = await list({ q: "user-1", to: "2026-06-30T00:00:00Z" });
    expect(before.items.map(({ target }) => target)).toEqual(["user-1"]);
    expect(before.searchedFrom).toBeNull();
  });
});
