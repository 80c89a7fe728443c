import { EventEmitter } from "node:events";
import pg from "pg";
import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import { channel, type Notice } from "./notify.ts";

interface ListenerEvents {
  notice: [Notice];
  /** The connection was lost and is back: notices may have been missed. */
  resync: [];
}

/** Hears what other processes say with NOTIFY, and reconnects for as long as it runs. */
export interface Listener extends EventEmitter<ListenerEvents> {
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function makeListener(deps: { url: string; clock: Clock; log: Logger }): Listener {
  const emitter = new EventEmitter<ListenerEvents>();
  emitter.setMaxListeners(0);
  const stopping = new AbortController();
  let client: pg.Client | undefined;

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: deps.url, keepAlive: true });
    next.on("notification", (message) => {
      if (message.payload) emitter.emit("notice", JSON.parse(message.payload) as Notice);
    });
    next.on("error", () => undefined);
    next.on("end", () => {
      if (!stopping.signal.aborted) void reconnect();
    });
    await next.connect();
    await next.query(`LISTEN ${channel}`);
    client = next;
  }

  async function reconnect(): Promise<void> {
    deps.log.warn("Lost the database connection that hears notices; reconnecting.");
    while (!stopping.signal.aborted) {
      await deps.clock.sleep(500, stopping.signal);
      const connected = await connect().then(
        () => true,
        () => false,
      );
      if (connected) return void emitter.emit("resync");
    }
  }

  return Object.assign(emitter, {
    start: connect,
    async stop() {
      stopping.abort();
      await client?.end();
    },
  });
}
