import { verifyPassword } from "better-auth/crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyApiKey } from "../auth/api-key.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { expectAudited } from "../testing/expect.ts";
import { runCli } from "./commands.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

/** One command line on the test's database, unless `env` says otherwise. */
async function cli(line: string, env: Record<string, string> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = { out: (text: string) => out.push(text), err: (text: string) => err.push(text) };
  const argv = ["node", "cli", ...line.split(" ").filter(Boolean)];
  const code = await runCli(argv, { DATABASE_URL: database.url, ...env }, terminal);
  return { code, out, err };
}

const passwordOf = async (email: string) =>
  (await database.db.account.findFirstOrThrow({ where: { user: { email } } })).password ?? "";

describe("api-key create", () => {
  it("prints only the key, which has the role from then on", async () => {
    const { code, out, err } = await cli("api-key create --name ci --role provisioner");
    expect([code, err, out.length]).toEqual([0, [], 1]);
    const actor = await verifyApiKey(database.db, out[0] ?? "", { now: new Date(0) });
    expect(actor).toMatchObject({ kind: "api-key", name: "ci", role: "provisioner" });
    await expectAudited(database.db, "api_key_created");
  });

  it("takes a lifetime in days", async () => {
    const { out } = await cli("api-key create --name ci --role viewer --expires-in-days 90");
    const now = new Date("2126-01-01");
    const late = verifyApiKey(database.db, out[0] ?? "", { now });
    await expect(late).rejects.toMatchObject({ code: "ApiKeyExpired" });
    const wrong = await cli("api-key create --name ci --role viewer --expires-in-days soon");
    expect(wrong.code).toBe(2);
  });
});

describe("user", () => {
  it("create prints a password that signs in; the address is taken from then on", async () => {
    const { out } = await cli("user create --email ada@example.com --role operator");
    const hash = await passwordOf("ada@example.com");
    expect(await verifyPassword({ hash, password: out[0] ?? "" })).toBe(true);
    await expectAudited(database.db, "user_created");
    const again = await cli("user create --email Ada@example.com --role admin");
    expect(again).toMatchObject({ code: 1, out: [] });
    expect(again.err).toHaveLength(1);
  });

  it("reset-password replaces the password and ends the sessions", async () => {
    await cli("user create --email eve@example.com --role viewer");
    const { id: userId } = await database.db.user.findFirstOrThrow({
      where: { email: "eve@example.com" },
    });
    await database.db.session.create({
      data: { id: "s", token: "t", userId, expiresAt: new Date("2030-01-01") },
    });
    const { out } = await cli("user reset-password --email eve@example.com");
    const hash = await passwordOf("eve@example.com");
    expect(await verifyPassword({ hash, password: out[0] ?? "" })).toBe(true);
    expect(await database.db.session.count({ where: { userId } })).toBe(0);
    await expectAudited(database.db, "password_reset");
  });

  it("disable-two-factor lets in who lost the second factor", async () => {
    const { db } = database;
    await cli("user create --email bob@example.com --role admin");
    const where = { email: "bob@example.com" };
    const { id } = await db.user.update({ where, data: { twoFactorEnabled: true } });
    await db.twoFactor.create({ data: { id, userId: id, secret: "s", backupCodes: "[]" } });
    expect((await cli("user disable-two-factor --email bob@example.com")).code).toBe(0);
    await expectAudited(db, "two_factor_reset");
    expect(await db.twoFactor.count()).toBe(0);
    expect((await cli("user disable-two-factor --email nobody@example.com")).code).toBe(1);
  });
});

describe("audit verify", () => {
  it("says that the chain is intact, or where it is not", async () => {
    expect((await cli("audit verify")).out[0]).toMatch(
      /^\d+ audit entries, the chain is intact\.$/,
    );
    await database.db.$executeRaw`UPDATE audit_entry SET actor_name = 'x' WHERE seq = 2`;
    const broken = await cli("audit verify");
    expect(broken).toEqual({ code: 1, out: [], err: ["The audit chain is broken at entry 2."] });
  });
});

describe("what cannot be done", () => {
  const nowhere = { DATABASE_URL: "postgresql://postgres@localhost/none?host=%2Fnowhere" };

  it.each([
    ["", 2],
    ["restart", 2],
    ["api-key create --name ci", 2],
    ["api-key create --name ci --role king", 2],
    ["api-key create --name ci --role viewer --force", 2],
    ["user create --email nobody --role viewer", 2],
    ["user create --email a@b.c --role provisioner", 2],
    ["backup", 2],
    ["user reset-password --email who@example.com", 1],
    ["backup /nowhere/file", 1],
    ["restore /nowhere/file", 1],
  ])("%j ends with %i, a reason, and nothing on stdout", async (line, code) => {
    const before = await database.db.auditEntry.count();
    const answer = await cli(line);
    expect(answer).toMatchObject({ code, out: [] });
    expect(answer.err.join("\n")).not.toMatch(/^ +at /m);
    expect(answer.err.length).toBeGreaterThan(0);
    expect(await database.db.auditEntry.count()).toBe(before);
  });

  it.each([
    ["api-key create --name ci --role king", 2, /^--role: /],
    ["audit verify", 1, /does not answer.*npm start/],
  ])("%s without a database ends with %i", async (line, code, reason) => {
    const answer = await cli(line, nowhere);
    expect(answer).toMatchObject({ code, out: [] });
    expect(answer.err).toEqual([expect.stringMatching(reason)]);
  });

  it("a database without Telovix is named as such", async () => {
    const other = database.url.replace(/\/[^/?]*\?/, "/postgres?");
    const answer = await cli("audit verify", { DATABASE_URL: other });
    expect(answer).toMatchObject({ code: 1, err: [expect.stringMatching(/no Telovix in it/)] });
  });

  it("a bad variable is named", async () => {
    const answer = await cli("audit verify", { TELOVIX_SENSOR_PORT: "many" });
    expect(answer).toMatchObject({ code: 1, err: [expect.stringMatching(/^TELOVIX_SENSOR_PORT/)] });
  });
});
