import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { PreflightReport } from "../src/protocol.ts";
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
/** Only the functions, then a command that calls them; what it is given stays out of the shell's sight. */
const call = (command: string, ...args: string[]) =>
  spawnSync(
    "bash",
    ["-c", `${script.trimEnd().replace(/\nmain "\$@"$/, "")}\n${command}`, "-", ...args],
    {
      encoding: "utf8",
    },
  ).stdout;
const hostile = fc.oneof(
  fc.string({ unit: "binary" }).map((text) => text.replaceAll("\0", "")),
  fc.constantFrom(
    '"',
    "\\",
    '\\"',
    "\n",
    "$(reboot)",
    "`reboot`",
    "&",
    "\\&",
    "a\u2028b",
    "é😀",
    "-e",
    "%s",
  ),
);

describe("install.sh", () => {
  it.each([
    [["--fly"]],
    [["--token"]],
    [["--name"]],
    [["--token-file", "/does/not/exist"]],
    [["--token", "x", "--ephemeral", "--remove-after", "59"]],
    [["--token", "x", "--ephemeral", "--remove-after", "2592001"]],
    [["--token", "x", "--ephemeral", "--remove-after", "08"]],
    [["--token", "x", "--ephemeral", "--remove-after", "60$(touch /owned)"]],
    [["--token", "x", "--remove-after", "60"]],
    [[]],
  ])("ends %j with 2, a last line that says why, and an untouched host", (args) => {
    const { status, stderr } = run(...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^telovix: [^\n]+\n$/);
    expect(existsSync("/etc/telovix-sensor")).toBe(false);
  });

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
      "--remove-after",
      "--check",
    ]) {
      expect(stdout).toContain(option);
    }
  });

  it("writes any text as a JSON string of plain ASCII, cut to its length", () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 20 }), (text, most) => {
        const written = JSON.parse(call('json "$1" "$2"', text, String(most)));
        expect(written).toMatch(/^[ -~]*$/);
        expect(written.length).toBeLessThanOrEqual(most);
        if (/^[!-~]+$/.test(text)) expect(written).toBe(text.slice(0, most));
      }),
      { numRuns: 40 },
    );
  });

  it("reports what is in the way in the wire format, whatever it was given", () => {
    const report = `work=$(mktemp -d); ca_pem >"$work/ca.pem"; name=$1; token=$2
      send() { printf '%s' "$1"; }
      obstacle NoBtf "$3"; obstacle ClockOff "11 min off"; report; rm -r "$work"`;
    fc.assert(
      fc.property(hostile, hostile, hostile, (name, secret, detail) => {
        const sent = PreflightReport.parse(JSON.parse(call(report, name, secret, detail)));
        expect(sent.failed.map(({ code }) => code)).toEqual(["NoBtf", "ClockOff"]);
        expect(sent.tokenPrefix).toBeUndefined();
      }),
      { numRuns: 10 },
    );
    const token = `tvx_${"A".repeat(49)}`;
    const { tokenPrefix } = JSON.parse(call(report, "web-1", token, "x".repeat(9_000)));
    expect(tokenPrefix).toBe("tvx_AAAAAAAA");
  });

  it.each([
    ["right", "$(date)", 0],
    ["not told", "", 0],
    ["11 min ahead", "11 min ago", 3],
    ["11 min behind", "11 min", 3],
    ["4 min behind", "4 min", 0],
  ])("with a clock that is %s", (_title, offset, status) => {
    const told = `curl() { printf 'HTTP/1.1 200 OK\\r\\ndate: %s\\r\\n' "$(LC_ALL=C date -u -R -d "${offset}")"; }`;
    const silent = "curl() { return 7; }";
    const outcome = call(
      `(${offset ? told : silent}; check_clock; clear_way) 2>&1; printf ' %s' $?`,
    );
    expect(outcome.endsWith(` ${status}`)).toBe(true);
    expect(outcome.includes("11 min off")).toBe(status === 3);
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
