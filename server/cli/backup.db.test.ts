import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyAudit } from "../audit/verify.ts";
import { migrate } from "../db/migrate.ts";
import { updateSettings } from "../settings/update.ts";
import { testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor, testSecret } from "../testing/enrollment.ts";
import { backup } from "./backup.ts";
import { restore } from "./restore.ts";
import { tables } from "./tables.ts";

let source: TestDatabase;
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "telovix-backup-"));
  file = join(folder, "backup.gz");
  source = await testDatabase();
  const admin = testCtx(source.db, "admin");
  const { id } = await aSensor(admin, { name: "kept", facts: aFacts });
  await updateSettings(admin, { status: { staleAfterSeconds: 77 } });
  await source.db.$executeRaw`SELECT ensure_metric_partition('2026-06-01')`;
  // Beyond what a JavaScript number can hold.
  await source.db
    .$executeRaw`INSERT INTO sensor_metric VALUES (${id}::uuid, '2026-06-01T10:00:00Z', 60000, 9007199254740993, 1, 1, 1, 1, 1, 1, 0.1, 1, 0.7, 9223372036854775807)`;
  await withClient(source.url, (client) => backup(client, file));
});
afterAll(async () => {
  await source[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const aFacts = { arch: "amd64", kernel: "6.1.0 \\ \"q\" 'é😀'", os: "Debian 12", version: "0.1.0" };

async function withClient<Result>(url: string, use: (client: pg.Client) => Promise<Result>) {
  const client = new pg.Client(url);
  await client.connect();
  return use(client).finally(() => client.end());
}

/** Every row of every table as text. */
const contentOf = (url: string) =>
  withClient(url, async (client) => {
    const content: Record<string, string[]> = {};
    for (const table of await tables(client)) {
      const { rows } = await client.query(`SELECT to_jsonb(t)::text AS row FROM "${table}" t`);
      content[table] = rows.map(({ row }) => row).sort();
    }
    return content;
  });

const restoreInto = (url: string, from = file, secret: string | null = testSecret) =>
  withClient(url, (client) => restore(client, from, secret));

describe("backup and restore", () => {
  it("brings back every row as it was, and adds one audit entry that says so", async () => {
    await using target = await testDatabase();
    const rows = await restoreInto(target.url);
    const before = await contentOf(source.url);
    const after = await contentOf(target.url);
    expect(rows).toBe(Object.values(before).flat().length);
    for (const table of Object.keys(before).filter((name) => !name.startsWith("audit_"))) {
      expect([table, after[table]]).toEqual([table, before[table]]);
    }
    expect(after.audit_entry).toEqual(expect.arrayContaining(before.audit_entry ?? []));
    expect(await verifyAudit(target.db)).toEqual({
      entries: (before.audit_entry?.length ?? 0) + 1,
      brokenAt: null,
    });
  });

  it("needs no superuser", async () => {
    await source.pool.query("CREATE ROLE plain LOGIN");
    await source.pool.query("CREATE DATABASE of_plain OWNER plain");
    const url = source.url.replace("//postgres@", "//plain@").replace(/test_\w+/, "of_plain");
    await migrate(url);
    await restoreInto(url);
    expect((await contentOf(url)).sensor).toHaveLength(1);
    await source.pool.query("DROP DATABASE of_plain");
    await source.pool.query("DROP ROLE plain");
  });

  it("is readable by its owner only, and never overwrites", async () => {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const before = await readFile(file);
    await expect(withClient(source.url, (client) => backup(client, file))).rejects.toThrow(
      /cannot be created \(EEXIST\)/,
    );
    expect(await readFile(file)).toEqual(before);
  });

  it("leaves no file when the database goes away", async () => {
    const partial = join(folder, "partial.gz");
    await withClient(source.url, async (client) => {
      await client.query("SET statement_timeout = '1ms'");
      await expect(backup(client, partial)).rejects.toThrow(/was not written/);
    });
    await expect(stat(partial)).rejects.toThrow("ENOENT");
  });
});

describe("a restore that cannot be", () => {
  const lines = async () =>
    gunzipSync(await readFile(file))
      .toString()
      .split("\n");
  const bad: [string, () => Promise<Buffer>, RegExp][] = [
    ["not compressed", async () => Buffer.from("hello"), /incorrect header check/],
    ["empty", async () => gzipSync(""), /it is empty/],
    ["something else", async () => gzipSync("{}\n"), /not a Telovix backup/],
    ["cut off", async () => (await readFile(file)).subarray(0, -200), /unexpected end of file/],
    [
      "of another version",
      async () => gzipSync((await lines()).join("\n").replace("_initial", "_later")),
      /another version/,
    ],
    [
      "damaged",
      async () => gzipSync((await lines()).map((line) => line.slice(0, -3)).join("\n")),
      /Nothing was changed|not a Telovix backup/,
    ],
    [
      "naming a table that is not ours",
      async () => gzipSync([(await lines())[0], '["pg_authid",{}]'].join("\n")),
      /unknown table pg_authid/,
    ],
    [
      "missing rows that others point to",
      async () =>
        gzipSync(
          (await lines()).filter((line) => !line.startsWith('["enrollment_token"')).join("\n"),
        ),
      /foreign key/,
    ],
  ];

  it.each(bad)("because the file is %s changes nothing", async (_title, content, reason) => {
    await using target = await testDatabase();
    const before = await contentOf(target.url);
    const other = join(folder, "bad.gz");
    await writeFile(other, await content());
    await expect(restoreInto(target.url, other)).rejects.toThrow(reason);
    expect(await contentOf(target.url)).toEqual(before);
  });

  it("because the secret is another changes nothing", async () => {
    await using target = await testDatabase();
    const before = await contentOf(target.url);
    await expect(restoreInto(target.url, file, "x".repeat(32))).rejects.toThrow(/TELOVIX_SECRET/);
    expect(await contentOf(target.url)).toEqual(before);
  });

  it("because the installation is in use changes nothing", async () => {
    const before = await contentOf(source.url);
    await expect(restoreInto(source.url)).rejects.toThrow(/in use/);
    expect(await contentOf(source.url)).toEqual(before);
  });
});
