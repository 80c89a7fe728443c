import type { Logger } from "pino";
import { heartbeatSeconds } from "../../sensor-agent/src/protocol.ts";
import type { Clock } from "../clock.ts";
import type { Db } from "../context.ts";
import type { Listener } from "../db/listen.ts";
import type { Notice } from "../db/notify.ts";
import { countSensors } from "./count.ts";
import { crossedBetween } from "./crossings.ts";
import type { Live, LiveChange } from "./live.ts";
import { statusClock } from "./query.ts";

const tickMs = 1_000;
/** A look reads the whole fleet: it takes no more than a tenth of the time. */
const restShare = 9;
/** A heartbeat is written up to this long after it arrived. */
const flushMs = 3_000;
/** Heartbeats change what a page shows of every row, so they are told together, at their own rhythm. */
const heartbeatsMs = heartbeatSeconds * 1000;
/** More changed rows than this are told as "many": the page reads its list again. */
const idsMax = 200;

type Subscriber = { change: LiveChange | null; wake: () => void };

/**
 * The transition clock: while somebody watches, it looks once a second at which sensors crossed a
 * threshold, and tells every page the counts and the changed ids.
 */
export function makeLiveFeed(deps: { db: Db; listener: Listener; clock: Clock; log: Logger }) {
  const { clock, db, listener, log } = deps;
  const stopping = new AbortController();
  const subscribers = new Set<Subscriber>();
  const noticed = makeNoticed();
  let lastCounts = "";
  let lastLook: Date | null = null;
  const isTime = makeRhythm(heartbeatsMs);
  let heardBefore = new Date(0);

  function publish(change: LiveChange): void {
    for (const subscriber of subscribers) {
      // A slow page gets one change for all that it missed.
      const ids = [...new Set([...(subscriber.change?.ids ?? []), ...change.ids])];
      subscriber.change = { counts: change.counts, ids: ids.length > idsMax ? [] : ids };
      subscriber.wake();
    }
  }

  async function tick(): Promise<void> {
    const { ids, hasOther } = noticed.take();
    const counts = await countSensors(db, {});
    const { now, ...rule } = await statusClock(db);
    const crossed = lastLook
      ? await crossedBetween(db, { from: lastLook, to: now, ...rule }, idsMax + 1)
      : [];
    lastLook = now;
    const text = JSON.stringify(counts);
    const changed = [...new Set([...ids, ...crossed])];
    const hasHeartbeats = isTime(clock.now()) && (await heardSince());
    if (text === lastCounts && changed.length === 0 && !hasHeartbeats && !hasOther) return;
    lastCounts = text;
    publish({ counts, ids: hasHeartbeats || hasOther ? [] : changed });
  }

  /** Whether any heartbeat was written since the last time this was asked, or shortly before. */
  async function heardSince(): Promise<boolean> {
    const [row] = await db.$queryRaw<{ now: Date; heard: boolean }[]>`
      SELECT database_now() AS now, EXISTS (SELECT FROM sensor_heartbeat
        WHERE silent_since = 'infinity' AND at > ${heardBefore}) AS heard`;
    if (row) heardBefore = new Date(row.now.getTime() - flushMs);
    return row?.heard ?? false;
  }

  async function watch(): Promise<void> {
    let tookMs = 0;
    while (!stopping.signal.aborted) {
      await clock.sleep(Math.max(tickMs, tookMs * restShare), stopping.signal);
      if (stopping.signal.aborted || subscribers.size === 0) continue;
      const begun = performance.now();
      await tick().catch((error) => log.warn({ err: error }, "Live changes wait for the database"));
      tookMs = performance.now() - begun;
    }
  }

  const hear = (notice: Notice) => {
    if (subscribers.size > 0) noticed.add(notice);
  };

  const live: Live = {
    async *changes(signal) {
      const subscriber: Subscriber = { change: null, wake: () => undefined };
      subscribers.add(subscriber);
      try {
        yield { counts: await countSensors(db, {}), ids: [] };
        while (!signal.aborted && !stopping.signal.aborted) {
          if (!subscriber.change) await nextChange(subscriber, [signal, stopping.signal]);
          const { change } = subscriber;
          subscriber.change = null;
          if (change) yield change;
        }
      } finally {
        subscribers.delete(subscriber);
      }
    },
  };
  return {
    ...live,
    async start() {
      listener.on("notice", hear);
      void watch();
    },
    async stop() {
      stopping.abort();
    },
  };
}

/** True at most once in so long, also after the clock was set back. */
function makeRhythm(everyMs: number) {
  let lastMs = Number.NEGATIVE_INFINITY;
  return (now: Date): boolean => {
    if (Math.abs(now.getTime() - lastMs) < everyMs) return false;
    lastMs = now.getTime();
    return true;
  };
}

/** What was heard since the last look. */
function makeNoticed() {
  const ids = new Set<string>();
  /** Tokens, pauses, alerts or settings changed: what has no sensor's row. */
  let hasOther = false;
  return {
    add(notice: Notice) {
      if ("ids" in notice) for (const id of notice.ids) ids.add(id);
      else if (notice.topic !== "tally") hasOther = true;
    },
    take() {
      const taken = { ids: [...ids], hasOther };
      ids.clear();
      hasOther = false;
      return taken;
    },
  };
}

function nextChange(subscriber: Subscriber, signals: AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    subscriber.wake = resolve;
    for (const signal of signals) signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
