import { systemClock } from "../clock.ts";
import { Exit } from "../exit.ts";
import { leave } from "../identity/leave.ts";
import { openStore } from "../identity/open-store.ts";
import { leavingNote } from "../leaving-note.ts";
import type { Options } from "../options.ts";
import { leavingFile } from "../status-file.ts";

/** For each of the two ports. */
const withinMs = 10_000;

/**
 * `logout`: the record departs in the Console and the identity is forgotten here, or kept for a pod
 * that comes back to this node.
 * @throws {Exit} unreachable; the identity stays then, so that logging out can be repeated
 */
export async function logoutCommand(options: Options): Promise<void> {
  const store = openStore(options);
  // What was set aside is still what the Console knows.
  const identity = store.read() ?? store.aside();
  if (!identity) return void console.log("This host is not enrolled; nothing to do.");
  const { name, consoleUrl } = identity.config;
  const isKept = options["keep-identity"];
  // First, so that the running sensor does not come back between the goodbye and its end.
  if (isKept) leavingNote(leavingFile, systemClock).write(options.reason);
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
  if (!isKept) store.clear();
  const kept = isKept ? " It keeps its certificate: started again, it is the same sensor." : "";
  console.log(`${name} has left ${consoleUrl}.${kept}`);
}
