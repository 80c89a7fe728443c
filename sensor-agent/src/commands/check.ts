import { systemClock } from "../clock.ts";
import { Exit } from "../exit.ts";
import { preflight } from "../host/preflight.ts";
import { openStore } from "../identity/store.ts";
import type { Options } from "../options.ts";

/** `check`: can this host run the sensor? @throws {Exit} preflight, when something is in the way */
export async function checkCommand(options: Options): Promise<void> {
  const checks = await preflight(
    options.console ?? openStore(options).read()?.config.consoleUrl,
    systemClock,
  );
  const failed = checks.filter((check) => !check.ok);
  if (options.json) console.log(JSON.stringify({ ok: failed.length === 0, checks }));
  else
    for (const { name, ok, detail } of checks)
      console.log(`${ok ? "ok  " : "FAIL"} ${name.padEnd(8)} ${detail}`);
  const [first] = failed;
  if (first) throw new Exit("preflight", `${first.name}: ${first.detail}`);
}
