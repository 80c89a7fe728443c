import { mkdtempDisposable, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, it } from "vitest";
import { getLicense } from "../license/get.ts";
import { testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor, testSecret } from "../testing/enrollment.ts";
import { runCli } from "./commands.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await aSensor(testCtx(database.db, "admin"));
});
afterAll(() => database[Symbol.asyncDispose]());

/** Every command line of the page, in its order, as arguments. */
async function documentedCommands(): Promise<string[][]> {
  const page = await readFile(new URL("../../docs/license.md", import.meta.url), "utf8");
  const lines = page.replaceAll("\\\n", "").matchAll(/^npm run cli -- ([^#\n]+)/gm);
  return [...lines].map(([, line = ""]) =>
    [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? ""),
  );
}

async function run(words: string[]): Promise<{ code: number; out: string[]; err: string[] }> {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
  const env = { DATABASE_URL: database.url, TELOVIX_SECRET: testSecret };
  return { code: await runCli(["node", "cli", ...words], env, terminal), out, err };
}

it("docs/license.md shows commands that work one after another", async () => {
  await using folder = await mkdtempDisposable(`${tmpdir()}/telovix-doc-`);
  const { installation } = await getLicense(testCtx(database.db, "viewer"));
  let keyId = "";
  const files = [/^\.\/keys/, /^[\w-]+\.jws$/, /^license-key\.pub\.pem$/];
  const here = (word: string) => {
    if (!files.some((file) => file.test(word))) return word;
    // The issuer has sent the public half by then.
    return `${folder.path}/${word === "license-key.pub.pem" ? `keys/${word}` : word}`;
  };
  const real = (word: string) =>
    here(word)
      .replace("2027-12-31", "2999-12-31")
      .replace("A2:B7:…:44", installation)
      .replace(/^ID$/, keyId);
  // The page uploads before it issues; a reader does it the other way round.
  const [upload = [], issue = [], ...rest] = await documentedCommands();
  expect(rest.length).toBe(6);
  for (const words of [issue, upload, ...rest]) {
    const { code, out, err } = await run(words.map(real));
    expect([words.join(" "), code, err]).toEqual([words.join(" "), 0, []]);
    if (words[1] === "trust") keyId = out[0] ?? "";
  }
});
