import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { installCommand, shellWord } from "./install-command.ts";

const installUrl = "https://console.example.com:15483/api/v1/sensor/install.sh";

test("is plain when a public authority vouches for the Console", () => {
  expect(installCommand({ installUrl, pin: null }, "tvx_abc-1")).toBe(
    `TELOVIX_TOKEN=tvx_abc-1 bash <(curl -fsSL ${installUrl})`,
  );
});

test("pins the Console's key when nobody else vouches for it", () => {
  expect(installCommand({ installUrl, pin: "sha256//A+/=" }, "tok")).toBe(
    `TELOVIX_TOKEN=tok bash <(curl -fsSL -k --pinnedpubkey sha256//A+/= ${installUrl})`,
  );
});

test("names the cluster that a cluster token belongs to", () => {
  expect(installCommand({ installUrl, pin: null }, "tok", "prod")).toMatch(/ --cluster-name prod$/);
});

test("quotes a place for the token, and an address that a shell would expand", () => {
  const url = "https://[2001:db8::1]:15483/install.sh";
  expect(installCommand({ installUrl: url, pin: null }, "<token>")).toBe(
    `TELOVIX_TOKEN='<token>' bash <(curl -fsSL '${url}')`,
  );
});

test("gives a shell every text back as it was", () => {
  const texts = fc.sample(fc.string({ unit: "binary", minLength: 1, maxLength: 40 }), 300);
  const words = ["$(id)", "`id`", "a'b", "a\nb", "~", "*", "!!", "-n", "{a,b}", ...texts].filter(
    (text) => !text.includes("\0") && text.isWellFormed(),
  );
  const script = `for word in ${words.map(shellWord).join(" ")}; do printf '%s\\0' "$word"; done`;
  const output = execFileSync("bash", ["--norc", "-c", script], { encoding: "utf8" });
  expect(output.split("\0").slice(0, -1)).toEqual(words);
});

test("keeps the token out of every process's arguments", () => {
  // In the place of install.sh a script that shows what `ps` would, and that the token arrived.
  const seen = `cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' '; echo; echo "got \${#TELOVIX_TOKEN}"`;
  const curl = `curl() { printf '%s' ${shellWord(seen)}; }`;
  const command = installCommand({ installUrl, pin: null }, "tvx_secret");
  const input = `${curl}\n${command}\n`;
  const output = execFileSync("bash", ["--norc"], { input, encoding: "utf8" });
  expect(output).toContain("bash /dev/fd/");
  expect(output).toContain("got 10");
  expect(output).not.toContain("tvx_secret");
});
