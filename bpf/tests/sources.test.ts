import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";

const bpf = join(import.meta.dirname, "..");

it("escapes every byte as JSON asks", () => {
  const out = mkdtempSync(join(tmpdir(), "telovix-json-"));
  execFileSync("make", ["-s", "-C", bpf, `OUT=${out}`, `${out}/json-test`]);
  expect(spawnSync(join(out, "json-test")).status).toBe(0);
  rmSync(out, { recursive: true });
});

it("formats its C as .clang-format says", () => {
  const { status, stderr } = spawnSync("make", ["-s", "-C", bpf, "format-check"]);
  expect([status, stderr.toString()]).toEqual([0, ""]);
});
