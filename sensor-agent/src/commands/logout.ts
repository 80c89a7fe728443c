import { systemClock } from "../clock.ts";
import { Exit } from "../exit.ts";
import { leave } from "../identity/leave.ts";
import { openStore } from "../identity/store.ts";
import type { Options } from "../options.ts";

/** For each of the two ports. */
const withinMs = 10_000;

/**
 * `logout`: the record departs in the Console and the identity is forgotten here.
 * @throws {Exit} unreachable; the identity stays then, so that logging out can be repeated
 */
export async function logoutCommand(options: Options): Promise<void> {
  const store = openStore(options);
  const identity = store.read();
  if (!identity) return void console.log("This host is not enrolled; nothing to do.");
  const { name, consoleUrl } = identity.config;
  const say = (isGateway: boolean) =>
    leave(identity, options.reason, { nowMs: systemClock.nowMs(), withinMs, isGateway });
  // A host that reaches the Console but not the sensor port is to be able to leave as well.
  await say(true)
    .catch(() => say(false))
    .catch((error: Error) => {
      throw new Exit(
        "unreachable",
        `The Console did not hear the goodbye: ${error.message}. Run it again, or delete the sensor in the Console.`,
      );
    });
  store.clear();
  console.log(`${name} has left ${consoleUrl}.`);
}
