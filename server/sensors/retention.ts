import type { Logger } from "pino";
import { appendAudit } from "../audit/append.ts";
import type { Clock } from "../clock.ts";
import { type Db, systemActor } from "../context.ts";
import { readSettings } from "../settings/read.ts";

const everyMs = 3_600_000;
const dayMs = 86_400_000;
const attemptsKeptMs = 7 * dayMs;
/** One console of the installation does it. */
const advisoryLock = 7_368_104;

/** Hourly: makes the coming days' metric partitions and drops those past their time. */
export function makeRetention(deps: { db: Db; clock: Clock; log: Logger }) {
  const { clock, db, log } = deps;
  const stopping = new AbortController();

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.sleep(everyMs, stopping.signal);
      if (stopping.signal.aborted) return;
      await retain(db, clock.now()).catch((error) => log.error({ err: error }, "Retention failed"));
    }
  }

  return {
    async start() {
      await retain(db, clock.now());
      void watch();
    },
    async stop() {
      stopping.abort();
    },
  };
}

/** Drops whole days of metrics, which costs the same however many points they hold. */
export async function retain(db: Db, now: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLock})`;
    for (const days of [0, 1, 2]) {
      const day = new Date(now.getTime() + days * dayMs).toISOString().slice(0, 10);
      await tx.$executeRaw`SELECT ensure_metric_partition(${day}::date)`;
    }
    const { retention } = await readSettings(tx);
    const oldest = new Date(now.getTime() - retention.metricsDays * dayMs);
    const stamp = oldest.toISOString().slice(0, 10).replaceAll("-", "");
    const partitions = await tx.$queryRaw<{ name: string }[]>`
      SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'sensor_metric'::regclass AND c.relname < ${`sensor_metric_${stamp}`}`;
    await tx.enrollmentAttempt.deleteMany({
      where: { at: { lt: new Date(now.getTime() - attemptsKeptMs) } },
    });
    // The names are ours, made by ensure_metric_partition: letters, digits and underscores.
    for (const { name } of partitions) await tx.$executeRawUnsafe(`DROP TABLE "${name}"`);
    if (partitions.length === 0) return;
    const details = { partitions: partitions.map(({ name }) => name) };
    await appendAudit(tx, now, {
      action: "metrics_dropped",
      actor: systemActor,
      target: "retention",
      details,
    });
  });
}
