import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { systemClock } from "../clock.ts";
import { newPrivateKey } from "../identity/csr.ts";
import { leavingNote } from "../leaving-note.ts";
import { cleanExit, exitReason } from "./clean-exit.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "telovix-exit-"));
});
afterEach(() => rmSync(root, { recursive: true }));

it.each([
  [null, false, "clean_exit"],
  [null, true, "terminated"],
  ["uninstalled\n", false, "uninstalled"],
  ["uninstalled\n", true, "uninstalled"],
  ["what", true, "terminated"],
  ["", false, "clean_exit"],
])("with %j left by the uninstaller, terminating %s: %s", (said, isTerminating, reason) => {
  const file = join(root, "leaving");
  if (said !== null) writeFileSync(file, said);
  expect(exitReason(leavingNote(file, systemClock), isTerminating)).toBe(reason);
});

it("gives a Console that refuses connections up within 8 s, and says so", async () => {
  let nowMs = 0;
  const clock = {
    nowMs: () => nowMs,
    sleep: async (ms: number) => {
      nowMs += Math.max(ms, 100);
    },
  };
  const warnings: string[] = [];
  const quiet = () => undefined;
  const log = { info: quiet, warn: (line: string) => void warnings.push(line), error: quiet };
  const config = {
    sensorId: "3c9e5537-8e71-40bd-b7ca-36e4af19b544",
    name: "web-1",
    consoleUrl: "https://127.0.0.1:1",
    sensorUrl: "wss://127.0.0.1:1/api/v1/sensor/connect",
    heartbeatSeconds: 15,
    ephemeral: true,
  };
  const identity = { config, ca: "", certificate: "", key: newPrivateKey() };
  await cleanExit({ clock, log }, { identity, reason: "clean_exit", address: "127.0.0.1" });
  expect(nowMs).toBeGreaterThan(5_000);
  expect(nowMs).toBeLessThan(10_000);
  expect(warnings).toEqual([expect.stringContaining("did not hear the goodbye")]);
});
