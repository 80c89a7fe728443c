import { systemClock } from "../clock.ts";
import { Exit } from "../exit.ts";
import { type IdentityStore, openStore } from "../identity/store.ts";
import { post } from "../link/post.ts";
import type { Options } from "../options.ts";

/** `logout`: the record departs in the Console and the identity is forgotten here. */
export async function logoutCommand(options: Options): Promise<void> {
  const store = openStore(options);
  const identity = store.read();
  if (!identity) return void console.log("This host is not enrolled; nothing to do.");
  await leave(store);
  console.log(`${identity.config.name} has left ${identity.config.consoleUrl}.`);
}

/** @throws {Exit} unreachable; the identity stays then, so that logging out can be repeated */
export async function leave(store: IdentityStore): Promise<void> {
  const identity = store.read();
  if (!identity) return;
  const { ca, certificate: cert, key, config } = identity;
  const url = new URL("decommission", config.sensorUrl.replace(/^wss/, "https"));
  const answer = await post(url, {}, { ca, cert, key, nowMs: systemClock.nowMs() }).catch(
    (error: Error) => {
      throw new Exit(
        "unreachable",
        `The Console did not hear the goodbye: ${error.message}. Run it again, or delete the sensor in the Console.`,
      );
    },
  );
  // Refused means that the Console does not know this certificate any more: nothing is left to leave.
  if (answer.status !== 204 && answer.status !== 401 && answer.status !== 403) {
    throw new Exit(
      "unreachable",
      `The Console answered ${answer.problem?.detail ?? `HTTP ${answer.status}`}. Run it again later.`,
    );
  }
  store.clear();
}
