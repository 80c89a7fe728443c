import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Db } from "../context.ts";

const flushMs = 2_000;

interface Count {
  readonly reviews: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** Counts the reviews of each known cluster, so that the Console can tell whose webhook asks at all. */
export interface ReviewCounts {
  add(cluster: string): void;
  start(): void;
  stop(): Promise<void>;
}

export function makeReviewCounts(deps: { db: Db; clock: Clock; log: Logger }): ReviewCounts {
  const { clock, db, log } = deps;
  const stopping = new AbortController();
  const counts = new Map<string, Count>();

  /** What was counted meanwhile is for the next time; what could not be written is still there. */
  async function flush(): Promise<void> {
    const told = [...counts].map(([name, count]) => ({ name, ...count }));
    if (told.length === 0) return;
    const rows = JSON.stringify(told);
    await db.$executeRaw`
      INSERT INTO admission_cluster (name, reviews, first_review_at, last_review_at)
      SELECT name, reviews, "firstAt", "lastAt" FROM jsonb_to_recordset(${rows}::jsonb)
        AS told(name text, reviews bigint, "firstAt" timestamptz, "lastAt" timestamptz)
      ORDER BY name
      ON CONFLICT (name) DO UPDATE SET reviews = admission_cluster.reviews + excluded.reviews,
        last_review_at = greatest(admission_cluster.last_review_at, excluded.last_review_at)`;
    for (const { name, reviews } of told) {
      const count = counts.get(name);
      if (!count || count.reviews === reviews) counts.delete(name);
      else counts.set(name, { ...count, reviews: count.reviews - reviews });
    }
  }

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.sleep(flushMs, stopping.signal);
      if (stopping.signal.aborted) return;
      await flush().catch((error) => log.debug({ err: error }, "Counts of reviews wait"));
    }
  }

  return {
    add(cluster) {
      const now = clock.now();
      const count = counts.get(cluster) ?? { reviews: 0, firstAt: now, lastAt: now };
      counts.set(cluster, { ...count, reviews: count.reviews + 1, lastAt: now });
    },
    start() {
      void watch();
    },
    async stop() {
      stopping.abort();
      await flush().catch(() => undefined);
    },
  };
}
