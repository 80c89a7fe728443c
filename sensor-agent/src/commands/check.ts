import { release } from "node:os";
import { systemClock } from "../clock.ts";
import { Exit } from "../exit.ts";
import { hostName, machineId } from "../host/describe.ts";
import { type Check, consoleCheck, preflight, type RunsAs } from "../host/preflight.ts";
import { openStore } from "../identity/open-store.ts";
import { post } from "../link/post.ts";
import type { Options } from "../options.ts";
import type { PreflightReport } from "../protocol.ts";
import { readCa } from "./enroll.ts";

/** How long telling the Console may take. */
const reportWithinMs = 5_000;

/** `check`: can this host run the sensor? @throws {Exit} preflight, when something is in the way; unreachable, when only the Console is not there */
export async function checkCommand(options: Options): Promise<void> {
  const known = openStore(options).read()?.config.consoleUrl;
  const wanted = { consoleUrl: options.console ?? known, as: runsAs(options) };
  const checks = await preflight(wanted, systemClock);
  const failed = checks.filter((check) => !check.ok);
  if (options.json) {
    const shown = checks.map(({ code, ...check }) => (check.ok ? check : { ...check, code }));
    console.log(JSON.stringify({ ok: failed.length === 0, checks: shown, machineId: machineId() }));
  } else
    for (const { name, ok, detail } of checks)
      console.log(`${ok ? "ok  " : "FAIL"} ${name.padEnd(8)} ${detail}`);
  const [first] = failed;
  if (!first) return;
  // A host that is a sensor already has other ways to say how it is.
  if (options.console && !known) {
    // Nothing depends on its hearing it: not even that there is a CA to ask it with.
    await report(options, options.console, failed).catch(() => undefined);
  }
  if (first.name === consoleCheck) {
    const next = "Check the URL, the port, the proxy and the firewalls on the way.";
    throw new Exit("unreachable", `The Console cannot be reached: ${first.detail}. ${next}`);
  }
  throw new Exit("preflight", `${first.code ?? first.name}: ${first.detail}`);
}

function runsAs({ kubernetes, state }: Options): RunsAs {
  if (kubernetes) return "pod";
  return state === "mem:" ? "in memory" : "service";
}

/** Tells the Console what is in the way here. */
async function report(options: Options, consoleUrl: string, checks: Check[]): Promise<void> {
  const failed = checks.flatMap(({ code, detail }) =>
    code ? [{ code, detail: detail.slice(0, 500) }] : [],
  );
  const machine = machineId();
  const body: PreflightReport = {
    hostname: hostName(),
    kernel: release().slice(0, 128),
    ...(options.name ? { name: options.name } : {}),
    ...(machine ? { machineId: machine } : {}),
    failed,
  };
  if (failed.length === 0) return;
  const tls = { ca: readCa(options), nowMs: systemClock.nowMs(), withinMs: reportWithinMs };
  const url = new URL("/api/v1/sensor/preflight", consoleUrl);
  await post(url, body, tls);
}
