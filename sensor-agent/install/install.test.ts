import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { version } from "../src/version.ts";

const template = readFileSync(join(import.meta.dirname, "install.sh"), "utf8");
const unit = readFileSync(join(import.meta.dirname, "telovix-sensor.service"), "utf8");
// As the Console does it, with values of several lines: none of them may end up outside its place.
const script = template
  .replaceAll("@CONSOLE_URL@", "'https://console.invalid:15483'")
  .replaceAll("@CA_PEM@", "-----BEGIN CERTIFICATE-----\nMIIB+/aZ==\n-----END CERTIFICATE-----")
  .replaceAll("@UNIT@", () => unit.trim());
const run = (...args: string[]) =>
  spawnSync("bash", ["-s", "--", ...args], { input: script, encoding: "utf8" });

describe("install.sh", () => {
  it.each([[["--fly"]], [["--token"]], [["--name"]], [["--token-file", "/does/not/exist"]], [[]]])(
    "ends %j with 2, a last line that says why, and an untouched host",
    (args) => {
      const { status, stderr } = run(...args);
      expect(status).toBe(2);
      expect(stderr).toMatch(/^telovix: [^\n]+\n$/);
      expect(existsSync("/etc/telovix-sensor")).toBe(false);
    },
  );

  it("explains itself", () => {
    const { status, stdout, stderr } = run("--help");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    for (const option of [
      "--token",
      "--token-file",
      "--role",
      "--name",
      "--tags",
      "--flavor",
      "--cluster-name",
      "--ephemeral",
      "--check",
    ]) {
      expect(stdout).toContain(option);
    }
  });

  it("does nothing when the download was cut off anywhere", () => {
    for (let length = 0; length < script.length - 12; length += 997) {
      const { stdout } = spawnSync("bash", ["-s", "--", "--help"], {
        input: script.slice(0, length),
        encoding: "utf8",
      });
      expect(stdout).toBe("");
    }
  });
});

it("the sensor says the version that is released", () => {
  expect(version).toBe(packageJson.version);
});
