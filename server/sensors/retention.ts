import type { Logger } from "pino";
import { appendAudit } from "../audit/append.ts";
import { dropOldAudit } from "../audit/retention.ts";
import type { Clock } from "../clock.ts";
import { forgetClusters } from "../clusters/forget.ts";
import { type Db, systemActor, type Tx } from "../context.ts";
import { advisoryLocks } from "../db/advisory-locks.ts";
import { purgeDeparted } from "../departed/purge.ts";
import { dropOldAnswers } from "../idempotency/claim.ts";
import { dropOldJobs } from "../jobs/retention.ts";
import { mendDeadlines } from "../lifecycle/mend-deadlines.ts";
import { readSettings } from "../settings/read.ts";
import { isClockSettled } from "./clock-settled.ts";

const everyMs = 3_600_000;
const dayMs = 86_400_000;
const eventsKeptMs = 90 * dayMs;
/** Another console may hold the lock, or gateways the partitions, for a moment. */
const withinMs = 60_000;

/** Hourly: makes the coming days' metric partitions, and drops metrics and audit past their time. */
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

/**
 * Drops whole days: metrics by partition, which costs the same however many points they hold. Nothing
 * is dropped while the clock cannot be trusted.
 */
export async function retain(db: Db, now: Date): Promise<void> {
  await db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.retention})`;
      for (const days of [0, 1, 2]) {
        const day = new Date(now.getTime() + days * dayMs).toISOString().slice(0, 10);
        await tx.$executeRaw`SELECT ensure_metric_partition(${day}::date)`;
      }
      await dropOldAnswers(tx, now);
      if (!(await isClockSettled(tx))) return;
      const { retention } = await readSettings(tx);
      await tx.enrollmentAttempt.deleteMany({
        where: { at: { lt: daysBefore(now, retention.attemptsDays) } },
      });
      await tx.admissionDecision.deleteMany({
        where: { at: { lt: daysBefore(now, retention.decisionsDays) } },
      });
      const oldEvents = { lt: new Date(now.getTime() - eventsKeptMs) };
      await tx.sensorEvent.deleteMany({ where: { at: oldEvents } });
      // Their deliveries go with them; what is still open stays.
      await tx.alert.deleteMany({ where: { endedAt: oldEvents } });
      const beforeMetrics = { lt: new Date(now.getTime() - retention.metricsDays * dayMs) };
      await tx.fleetSample.deleteMany({ where: { at: beforeMetrics } });
      await tx.listeningOutage.deleteMany({ where: { endedAt: beforeMetrics } });
      await forgetClusters(tx, now);
      await dropOldJobs(tx, now);
      const partitions = await dropOldMetrics(tx, retention.metricsDays, now);
      await dropOldAudit(tx, retention.auditDays, now);
      if (partitions.length === 0) return;
      await appendAudit(tx, now, {
        action: "metrics_dropped",
        actor: systemActor,
        target: "retention",
        details: { partitions },
      });
    },
    { timeout: withinMs, maxWait: withinMs },
  );
  await mendDeadlines(db);
  const { retention } = await readSettings(db);
  await purgeDeparted(db, retention.departedDays, now);
}

/** @returns the names of the partitions that were dropped. */
async function dropOldMetrics(tx: Tx, metricsDays: number, now: Date): Promise<string[]> {
  const names = await oldMetricPartitions(tx, metricsDays, now);
  // The names are ours, made by ensure_metric_partition: letters, digits and underscores.
  for (const name of names) await tx.$executeRawUnsafe(`DROP TABLE "${name}"`);
  return names;
}

/** The partitions, each a day, that hold only what is older than `metricsDays`. */
export async function oldMetricPartitions(
  db: Db | Tx,
  metricsDays: number,
  now: Date,
): Promise<string[]> {
  const stamp = daysBefore(now, metricsDays).toISOString().slice(0, 10).replaceAll("-", "");
  const partitions = await db.$queryRaw<{ name: string }[]>`
    SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'sensor_metric'::regclass AND c.relname < ${`sensor_metric_${stamp}`}
    ORDER BY name`;
  return partitions.map(({ name }) => name);
}

const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * dayMs);
