import { randomUUID } from "node:crypto";
import { type AlertSubject, endAlert, raiseAlert } from "../alerts/raise.ts";
import type { AuditRecord } from "../audit/append.ts";
import { systemActor, type Tx } from "../context.ts";
import { notify } from "../db/notify.ts";
import { poolLabels } from "../pools/label.ts";
import { isImplausible, type PoolLoss, settleSeconds } from "./breaker.ts";
import { isUnseenGap, silentNow } from "./query.ts";

type Cause = "outage" | "clock_jump" | "mass_silence";

/** The alert that stands as long as a pool's pause for mass silence does. */
export const pauseAlert = (pool: string | null): AlertSubject => ({
  kind: "breaker_tripped",
  key: pool ?? "all",
});

/**
 * Starts a pause of auto-removal, of one pool or (null) of all.
 * @returns what the audit is told at the end of the transaction, as the others here do
 */
export async function startPause(
  tx: Tx,
  pause: { cause: Cause; pool: string | null; startedAt: Date } & PoolLoss,
): Promise<AuditRecord> {
  const { cause, pool, startedAt, silent, size } = pause;
  const id = randomUUID();
  const settles = cause === "mass_silence" ? null : settleSeconds;
  await tx.$executeRaw`
    INSERT INTO removal_pause (id, cause, pool, started_at, resumes_at, silent, size, covers_until)
    VALUES (${id}::uuid, ${cause}::pause_cause, ${pool}, ${startedAt},
      listening_now() + ${settles} * interval '1 second', ${silent}, ${size}, listening_now())`;
  await notify(tx, { topic: "removal" });
  if (cause === "mass_silence") {
    const label = await poolLabels(tx, pool === null ? [] : [pool]);
    const who = pool === null ? "all pools" : label(pool);
    const title = `Auto-removal is paused: ${silent} of ${size} sensors of ${who} went silent together`;
    const details = { pauseId: id, pool: who, silent, size };
    await raiseAlert(tx, startedAt, { ...pauseAlert(pool), title, details });
  }
  return {
    action: "removal_paused",
    actor: systemActor,
    target: `pause:${id}`,
    details: { cause, pool, silent, size },
  };
}

/**
 * A gap of the listening clock that was not seen before starts a pause: the sensors were not silent,
 * we were deaf.
 */
export async function pauseAfterGap(tx: Tx): Promise<AuditRecord[]> {
  const [gap] = await tx.$queryRaw<{ at: Date; ms: bigint }[]>`
    SELECT gap_at AS at, gap_ms AS ms FROM listening l WHERE ${isUnseenGap}`;
  if (!gap) return [];
  const cause = gap.ms < 0 ? "clock_jump" : "outage";
  const loss = await silentNow(tx, null);
  return [await startPause(tx, { cause, pool: null, startedAt: gap.at, ...loss })];
}

/** Ends the pauses that are over by themselves: settled, or the pool's sensors are back. */
export async function endOverPauses(
  tx: Tx,
  at: Date,
  breakerShare: number,
): Promise<AuditRecord[]> {
  const open = await tx.$queryRaw<
    { id: string; pool: string | null; settled: boolean | null; cause: Cause }[]
  >`
    SELECT id, pool, cause, resumes_at <= listening_now() AS settled
    FROM removal_pause WHERE ended_at IS NULL`;
  const entries: AuditRecord[] = [];
  for (const { id, pool, cause, settled } of open) {
    const isOver =
      cause === "mass_silence"
        ? !isImplausible(await silentNow(tx, pool), breakerShare)
        : settled === true;
    if (!isOver) continue;
    // An admin may have decided meanwhile, and that decision stands.
    const { count } = await tx.removalPause.updateMany({
      where: { id, endedAt: null },
      data: { endedAt: at, endedBy: systemActor.name, end: "recovered" },
    });
    if (count === 0) continue;
    await notify(tx, { topic: "removal" });
    if (cause === "mass_silence") await endAlert(tx, at, pauseAlert(pool));
    entries.push({
      action: "removal_resumed",
      actor: systemActor,
      target: `pause:${id}`,
      details: { cause, pool, end: "recovered" },
    });
  }
  return entries;
}
