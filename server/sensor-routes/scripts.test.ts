import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderScript } from "./scripts.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const caPem = "-----BEGIN CERTIFICATE-----\nTUlJ/bin/false==\n-----END CERTIFICATE-----\n";
const unit = readFileSync(`${root}/sensor-agent/install/telovix-sensor.service`, "utf8").trim();
const bash = (script: string, ...args: string[]) =>
  spawnSync("bash", ["-s", "--", ...args], { input: script, encoding: "utf8" });
/** The script without the line that starts it, then a command that looks at what it was given. */
const ask = (script: string, command: string) =>
  bash(`${script.trimEnd().split("\n").slice(0, -1).join("\n")}\n${command}`);
const installer = (consoleUrl = "https://console.test:15483") =>
  renderScript(root, "install.sh", { consoleUrl, caPem });

describe("a rendered script", () => {
  it("runs nothing but itself: not a line of the certificate or the unit", async () => {
    const { status, stdout, stderr } = bash(await installer(), "--help");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("--token-file");
    expect(ask(await installer(), ":")).toMatchObject({ status: 0, stdout: "", stderr: "" });
  });

  it("holds the certificate and the unit exactly", async () => {
    expect(ask(await installer(), "ca_pem").stdout).toBe(caPem);
    expect(ask(await installer(), "unit_file").stdout).toBe(`${unit}\n`);
  });

  it.each(["install.sh", "uninstall.sh"] as const)(
    "%s has no place left unfilled",
    async (name) => {
      const script = await renderScript(root, name, { consoleUrl: "https://a.test", caPem });
      const code = script.split("\n").filter((line) => !line.startsWith("#"));
      expect(code.filter((line) => /@(CONSOLE_URL|CA_PEM|UNIT)@/.test(line))).toEqual([]);
      expect(code).toContain("console_url='https://a.test'");
    },
  );

  it("takes any public URL as one word, and runs none of it", async () => {
    const text = fc.string({ unit: "grapheme-ascii" });
    const hostile = fc.constantFrom(
      "'; echo owned; '",
      "$(echo owned)",
      "\necho owned\n",
      "$&@UNIT@",
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(text, hostile), async (url) => {
        const { stdout, stderr } = ask(await installer(url), `printf %s "$console_url"`);
        expect({ stdout, stderr }).toEqual({ stdout: url, stderr: "" });
      }),
      { numRuns: 40 },
    );
  });
});
