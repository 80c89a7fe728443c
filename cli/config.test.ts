import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { configPath, readConnection } from "./config.ts";
import type { World } from "./world.ts";

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "telovix-config-"));
  writeFileSync(join(home, "key"), "from-a-file\n");
  writeFileSync(join(home, "ca.pem"), "PEM");
});
afterAll(() => rmSync(home, { recursive: true }));

const world = (env: World["env"]): World => ({
  ...{ version: "1", env, home, stdin: process.stdin, stdout: process.stdout },
  ...{ stderr: process.stderr, now: () => 0, sleep: async () => undefined },
});
const full = { TELOVIX_URL: "https://variable:1", TELOVIX_API_KEY: "variable" };
const fingerprint = "AB:".repeat(31).concat("AB");

test("an option comes before its variable, and that before the config file", () => {
  const path = configPath({ env: {}, home });
  mkdirSync(dirname(path), { recursive: true });
  const file = { url: "https://file:1", apiKey: "file", caCert: "FILE" };
  writeFileSync(path, JSON.stringify(file), { mode: 0o600 });
  expect(readConnection({}, world({}))).toEqual({
    ...{ url: "https://file:1", apiKey: "file", trust: { kind: "ca", pem: "FILE" } },
  });
  const key = join(home, "key");
  const given = { url: "https://option:1/", apiKeyFile: key, caCert: join(home, "ca.pem") };
  expect(readConnection({}, world(full))).toMatchObject({ url: "https://variable:1" });
  expect(readConnection(given, world(full))).toEqual({
    ...{ url: "https://option:1", apiKey: "from-a-file", trust: { kind: "ca", pem: "PEM" } },
  });
  rmSync(path);
});

test("the file's key goes to the Console that it is for, and to no other", () => {
  const path = configPath({ env: {}, home });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify({ url: "https://mine:1", apiKey: "file" }), { mode: 0o600 });
  expect(readConnection({ url: "https://mine:1/" }, world({})).apiKey).toBe("file");
  expect(() => readConnection({ url: "https://other:1" }, world({}))).toThrow("https://mine:1");
  expect(() => readConnection({}, world({ TELOVIX_URL: "https://other:1" }))).toThrow("key");
  rmSync(path);
});

test.for([
  ["no URL", {}, { TELOVIX_API_KEY: "x" }, "Which Console?"],
  ["no key", {}, { TELOVIX_URL: "https://c" }, "no API key"],
  ["plain HTTP", { url: "http://c" }, full, "not the URL of a Console"],
  ["a path", { url: "https://c/api" }, full, "not the URL of a Console"],
  ["a key of two lines", {}, { ...full, TELOVIX_API_KEY: "a\nb" }, "one line"],
  ["a short fingerprint", { caFingerprint: "AB:CD" }, full, "not a SHA-256"],
  ["a file that is not there", { caCert: "/nowhere" }, full, "ENOENT"],
] as const)("%s is refused", ([, options, env, said]) => {
  expect(() => readConnection(options, world(env))).toThrow(said);
});

test("a fingerprint may be written as the Console shows it", () => {
  for (const text of [fingerprint, `sha256:${fingerprint}`, "ab".repeat(32)])
    expect(readConnection({ caFingerprint: text }, world(full)).trust).toEqual({
      ...{ kind: "fingerprint", sha256: "ab".repeat(32) },
    });
});
