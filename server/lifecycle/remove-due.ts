import { type AuditRecord, appendAuditAll } from "../audit/append.ts";
import type { Clock } from "../clock.ts";
import { type Db, systemActor, type Tx } from "../context.ts";
import { advisoryLocks } from "../db/advisory-locks.ts";
import { Prisma } from "../db/generated/client.ts";
import type { Departed } from "../sensors/depart.ts";
import { readSettings } from "../settings/read.ts";
import type { Settings } from "../settings/schema.ts";
import { graceSeconds, isImplausible } from "./breaker.ts";
import { departSilent, removalRecords } from "./depart-silent.ts";
import { isDue, isPaused, moveDeadlines, poolLosses } from "./query.ts";
import { endOverPauses, pauseAfterGap, startPause } from "./watch-pauses.ts";

/** A pause that was started by this very look counts too. */
const isDueUnpaused = Prisma.sql`${isDue} AND NOT ${isPaused}`;
/** Deadlines of one look; more are left to the next one, a second later. */
const lookMax = 5_000;

/**
 * One look at the deadlines: removes the sensors whose time is over, unless they live or a pause
 * stands over them. @returns those that departed.
 */
export async function removeDue(deps: { db: Db; clock: Clock }): Promise<Departed[]> {
  const { db, clock } = deps;
  if (!(await moveDeadlines(db))) return [];
  return db.$transaction(
    async (tx) => {
      const [lock] = await tx.$queryRaw<{ taken: boolean }[]>`
        SELECT pg_try_advisory_xact_lock(${advisoryLocks.removal}) AS taken`;
      if (!lock?.taken) return [];
      const at = clock.now();
      const { removal } = await readSettings(tx);
      const afterGap = await pauseAfterGap(tx);
      const ended = await endOverPauses(tx, at, removal.breakerShare);
      const due = await dueSensors(tx);
      const started = await pauseWhatIsImplausible(tx, at, due, removal);
      const ids = due.map(({ id }) => id);
      const removed = await departSilent(tx, { ids, at, by: systemActor, until: isDueUnpaused });
      const removals = removalRecords(systemActor, removed);
      await appendAuditAll(tx, at, [...afterGap, ...ended, ...started, ...removals]);
      return removed;
    },
    { timeout: 60_000, maxWait: 10_000 },
  );
}

async function dueSensors(tx: Tx): Promise<{ id: string; pool: string; announced: boolean }[]> {
  return tx.$queryRaw`
    SELECT s.id, s.pool, s.terminating_at IS NOT NULL AS announced
    FROM removal_deadline d JOIN sensor s ON s.id = d.sensor_id
      JOIN sensor_heartbeat h ON h.sensor_id = s.id
    WHERE d.due_at <= listening_now() - ${graceSeconds} * interval '1 second'
      AND ${isDueUnpaused}
    ORDER BY d.due_at LIMIT ${lookMax}`;
}

/** The breaker: first pool by pool, then the fleet as a whole. An announced end is plausible. */
async function pauseWhatIsImplausible(
  tx: Tx,
  at: Date,
  due: { pool: string; announced: boolean }[],
  { breakerShare, breakerWindowSeconds }: Settings["removal"],
): Promise<AuditRecord[]> {
  const pools = [...new Set(due.filter(({ announced }) => !announced).map(({ pool }) => pool))];
  if (pools.length === 0) return [];
  const losses = await poolLosses(tx, pools, breakerWindowSeconds);
  const implausible = losses.filter((loss) => isImplausible(loss, breakerShare));
  const cause = "mass_silence";
  const entries: AuditRecord[] = [];
  for (const loss of implausible) {
    entries.push(await startPause(tx, { cause, startedAt: at, ...loss }));
  }
  if (implausible.length === pools.length) return entries;
  const [fleet] = await poolLosses(tx, null, breakerWindowSeconds);
  if (fleet && isImplausible(fleet, breakerShare)) {
    entries.push(await startPause(tx, { cause, startedAt: at, ...fleet, pool: null }));
  }
  return entries;
}
