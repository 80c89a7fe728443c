import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getLicense } from "../license/get.ts";
import { testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor, testSecret } from "../testing/enrollment.ts";
import { expectAudited } from "../testing/expect.ts";
import { runCli } from "./commands.ts";

const nowhere = "postgresql://postgres@localhost/none?host=%2Fnowhere";
const term = "--nodes 500 --customer Example --expires 2999-12-31";
let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), "telovix-license-"));
  await aSensor(testCtx(database.db, "admin"));
});
beforeEach(async () => {
  await database.db.license.deleteMany();
  await database.db.licenseKey.deleteMany();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** One command line on the test's database, unless `env` says otherwise. */
async function cli(line: string, env: Record<string, string> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = { out: (text: string) => out.push(text), err: (text: string) => err.push(text) };
  const defaults = { DATABASE_URL: database.url, TELOVIX_SECRET: testSecret };
  const code = await runCli(["node", "cli", ...line.split(" ")], { ...defaults, ...env }, terminal);
  return { code, out, err };
}

const file = async (name: string, content: string) => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};
const inForce = () => getLicense(testCtx(database.db, "viewer"));

describe("a license of one's own", () => {
  it("is issued and uploaded, and valid to the end of its last day", async () => {
    const issued = await cli(`license issue ${term}`);
    expect(issued).toMatchObject({ code: 0, err: [] });
    await expectAudited(database.db, "license_issued");
    const path = await file("own", issued.out[0] ?? "");
    expect((await cli(`license upload ${path}`)).out).toEqual([
      "500 nodes for Example until 3000-01-01T00:00:00.000Z.",
    ]);
    expect(await inForce()).toMatchObject({ state: "valid", limit: 500 });
  });

  it("is always signed with the one key, which is stored encrypted", async () => {
    await Promise.all([1, 2, 3].map(() => cli(`license issue ${term}`)));
    const [key, ...more] = await database.db.licenseKey.findMany();
    expect(more).toEqual([]);
    expect(Buffer.from(key?.encryptedPrivateKey ?? []).toString()).not.toMatch(/PRIVATE/);
    expect((await cli("license keys")).out).toEqual([expect.stringMatching(/^\S{43} own /)]);
  });

  it("needs the installation's own secret, the first one too", async () => {
    const foreign = { TELOVIX_SECRET: "x".repeat(32) };
    const refusal = { code: 1, out: [], err: [expect.stringMatching(/not the one/)] };
    expect(await cli(`license issue ${term}`, foreign)).toMatchObject(refusal);
    expect(await database.db.licenseKey.count()).toBe(0);
    await cli(`license issue ${term}`);
    expect(await cli(`license issue ${term}`, foreign)).toMatchObject(refusal);
  });
});

describe("an issuer's license", () => {
  const made = async (name: string) => {
    const keys = join(folder, name);
    const [id = ""] = (await cli(`license keygen ${keys}`, { DATABASE_URL: nowhere })).out;
    return { id, secretFile: `${keys}/license-key.pem`, publicFile: `${keys}/license-key.pub.pem` };
  };

  it("is signed without an installation, and holds for as long as its key is trusted", async () => {
    const { id, secretFile, publicFile } = await made("issuer");
    const out = join(folder, "issued");
    await cli(`license issue ${term} --key ${secretFile} --out ${out}`, { DATABASE_URL: nowhere });
    expect(await cli(`license upload ${out}`)).toMatchObject({ code: 1, out: [] });
    expect((await cli(`license trust ${publicFile}`)).out).toEqual([id]);
    await expectAudited(database.db, "license_key_trusted");
    expect((await cli(`license upload ${out}`)).code).toBe(0);
    await cli(`license distrust ${id}`);
    await expectAudited(database.db, "license_key_distrusted");
    expect(await inForce()).toMatchObject({ state: "invalid", limit: 100 });
  });

  it("may be for one installation alone", async () => {
    const { secretFile, publicFile } = await made("binding");
    await cli(`license trust ${publicFile}`);
    const { installation } = await inForce();
    for (const [to, code] of [
      [installation, 0],
      ["0".repeat(64), 1],
    ] as const) {
      const { out } = await cli(`license issue ${term} --installation ${to} --key ${secretFile}`);
      const path = await file(`bound-${code}`, out[0] ?? "");
      expect((await cli(`license upload ${path}`)).code).toBe(code);
    }
  });

  it("comes from a key that only its owner can read, and that is never overwritten", async () => {
    const { secretFile } = await made("kept");
    expect((await stat(secretFile)).mode & 0o777).toBe(0o600);
    const before = await readFile(secretFile, "utf8");
    expect((await cli(`license keygen ${folder}/kept`)).err[0]).toMatch(
      /cannot be created \(EEXIST/,
    );
    expect(await readFile(secretFile, "utf8")).toBe(before);
  });

  it("has a private key that nobody is asked to trust", async () => {
    const { secretFile } = await made("private");
    expect((await cli(`license trust ${secretFile}`)).err[0]).toMatch(/is a private key/);
    expect(await database.db.licenseKey.count()).toBe(0);
  });
});

it.each([
  ["license issue --nodes 0 --customer A --expires 2999-01-01", 2, /^--nodes: /],
  ["license issue --nodes many --customer A --expires 2999-01-01", 2, /^--nodes: /],
  ["license issue --nodes 5 --customer A --expires tomorrow", 2, /^--expires: A day/],
  ["license issue --nodes 5 --customer A", 2, /--expires/],
  ["license issue --nodes 5 --customer A --expires 2020-01-01", 1, /never be valid/],
  [`license issue ${term} --starts 3000-01-01`, 1, /never be valid/],
  [`license issue ${term} --installation here`, 2, /^--installation: A SHA-256/],
  [`license issue ${term} --key /nowhere`, 1, /^\/nowhere cannot be read \(ENOENT\)/],
  [`license issue ${term} --key /dev/null`, 1, /not a PEM file with an Ed25519 private key/],
  [`license issue ${term} --out /nowhere/x`, 1, /cannot be created/],
  ["license trust /dev/null", 1, /not a PEM file with an Ed25519 public key/],
  ["license distrust abc", 1, /No license key abc/],
  ["license upload /dev/null", 2, /^--license: The content of a license file/],
])("%s ends with %i and a reason", async (line, code, reason) => {
  expect(await cli(line)).toMatchObject({ code, out: [], err: [expect.stringMatching(reason)] });
});
