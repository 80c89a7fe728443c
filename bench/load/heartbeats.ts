// Heartbeats of sensors that have no socket here: through the gateway's own writer, 15 s a round.
// Usage: heartbeats.ts <database URL>; a message names the sensors.
import { setTimeout as wait } from "node:timers/promises";
import WebSocket from "ws";
import { makePool } from "../../server/db/client.ts";
import type { Connection } from "../../server/gateway/connection.ts";
import { makeHeartbeatBuffer } from "../../server/gateway/heartbeat-buffer.ts";

const pool = makePool(process.argv[2] ?? "", 2);
const buffer = makeHeartbeatBuffer({ pool, monotonicMs: () => performance.now() });
/** Never open: acknowledgements go nowhere. */
const socket = new WebSocket("ws://127.0.0.1:1").on("error", () => undefined);
const roundSeconds = 15;

process.once("message", ({ ids }: { ids: string[] }) => {
  const connections = ids.map(connection);
  void beat(connections);
});

function connection(sensorId: string): Connection {
  return {
    ...{ sensorId, socket, tags: [], isEphemeral: false, isGreeted: true, seq: 0, lastFrameMs: 0 },
    ...{
      framesInSweep: 0,
      runtime: "",
      node: "",
      hasReported: true,
      isTerminating: false,
      bootId: undefined,
    },
  };
}

async function beat(connections: Connection[]): Promise<void> {
  let written = 0;
  for (let second = 0; ; second++) {
    const begin = performance.now();
    connections.forEach((each, index) => {
      if (index % roundSeconds === second % roundSeconds) buffer.add(each, second);
    });
    written += await buffer.flush();
    // Everyone was heard once: the fleet is as it should be.
    if (second === roundSeconds - 1) process.send?.({ written });
    await wait(Math.max(0, 1000 - (performance.now() - begin)));
  }
}
