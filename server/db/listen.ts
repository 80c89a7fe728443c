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

/** A connection that went without a word, behind a firewall or a dead machine, is found out by these. */
const askMs = 15_000;
const answerMs = 10_000;

export function makeListener(deps: { url: string; clock: Clock; log: Logger }): Listener {
  const { clock, log, url } = deps;
  const emitter = new EventEmitter<ListenerEvents>();
  emitter.setMaxListeners(0);
  const stopping = new AbortController();
  let client: pg.Client | undefined;

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: url, connectionTimeoutMillis: answerMs });
    next.on("notification", (message) => {
      if (message.payload) emitter.emit("notice", JSON.parse(message.payload) as Notice);
    });
    next.on("error", () => undefined);
    // A client that never connected ends, too: only one that listened is worth another.
    const ended = new Promise<void>((resolve) => next.once("end", resolve));
    try {
      await next.connect();
      await next.query(`LISTEN ${channel}`);
    } catch (error) {
      await next.end();
      throw error;
    }
    client = next;
    void keepAsking(next);
    void ended.then(reconnect);
  }

  async function keepAsking(listening: pg.Client): Promise<void> {
    while (!stopping.signal.aborted && client === listening) {
      const query = { text: "SELECT 1", query_timeout: answerMs };
      const answers = await listening.query(query).then(
        () => true,
        () => false,
      );
      if (!answers) return void listening.end();
      await clock.sleep(askMs, stopping.signal);
    }
  }

  async function reconnect(): Promise<void> {
    if (stopping.signal.aborted) return;
    client = undefined;
    log.warn("Lost the database connection that hears notices; reconnecting.");
    while (!stopping.signal.aborted) {
      await clock.sleep(500, stopping.signal);
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
