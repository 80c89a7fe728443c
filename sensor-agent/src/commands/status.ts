import { Exit } from "../exit.ts";
import { openStore } from "../identity/open-store.ts";
import type { Options } from "../options.ts";
import { readStatus, statusFile } from "../status-file.ts";

/** `status`: what the running sensor is doing. Fails with 3 when none runs. */
export function statusCommand(options: Options): void {
  const identity = openStore(options).read();
  const running = readStatus(statusFile);
  if (options.json) {
    console.log(
      JSON.stringify({
        enrolled: identity !== null,
        running: running !== null,
        ...identity?.config,
        ...running,
      }),
    );
  } else if (running) {
    console.log(
      [
        `${running.name} (${running.sensorId})`,
        `Console      ${running.consoleUrl} ${running.connected ? "connected" : "not connected"}`,
        `Last answer  ${running.lastAckAt ?? "none yet"}`,
        `Certificate  until ${running.certificateNotAfter}`,
        `eBPF         ${running.loader.state}, ${running.loader.restarts} restarts`,
        `Events       ${
          Object.entries(running.events)
            .map(([kind, count]) => `${kind} ${count}`)
            .join(", ") || "none yet"
        }`,
      ].join("\n"),
    );
  }
  if (!running) {
    const next = identity ? "Start it: systemctl start telovix-sensor." : "Enroll this host first.";
    throw new Exit("preflight", `The sensor is not running. ${next}`);
  }
}
