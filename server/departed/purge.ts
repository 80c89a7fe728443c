import { appendAudit } from "../audit/append.ts";
import { type Db, systemActor } from "../context.ts";
import { isClockSettled } from "../sensors/clock-settled.ts";

const dayMs = 86_400_000;
/** So many records go in one transaction, with one audit entry. */
const batchSize = 2_000;
const idsInAudit = 100;
const batchTimeout = { timeout: 60_000, maxWait: 10_000 };

/**
 * Deletes the departed records of more than `departedDays` for good, with their certificates; held
 * ones stay. Does nothing while the clock cannot be trusted. @returns how many.
 */
export async function purgeDeparted(db: Db, departedDays: number, now: Date): Promise<number> {
  if (!(await isClockSettled(db))) return 0;
  const before = purgeBefore(departedDays, now);
  let purged = 0;
  for (let count = batchSize; count === batchSize; purged += count) {
    count = await purgeBatch(db, before, now);
  }
  return purged;
}

const purgeBefore = (departedDays: number, now: Date) =>
  new Date(now.getTime() - departedDays * dayMs);

/** How many records `purgeDeparted` would delete. */
export function countPurgeable(db: Db, departedDays: number, now: Date): Promise<number> {
  const departedAt = { lt: purgeBefore(departedDays, now) };
  return db.sensor.count({ where: { departedAt, heldAt: null } });
}

/**
 * The conditions stand in both halves: who holds or revives a record at this moment makes the row
 * wait, and PostgreSQL then looks at them again.
 */
async function purgeBatch(db: Db, before: Date, now: Date): Promise<number> {
  return db.$transaction(async (tx) => {
    const purged = await tx.$queryRaw<{ id: string; name: string }[]>`
      DELETE FROM sensor WHERE id IN (
        SELECT id FROM sensor WHERE departed_at < ${before} AND held_at IS NULL
        ORDER BY departed_at LIMIT ${batchSize} FOR UPDATE SKIP LOCKED)
        AND departed_at < ${before} AND held_at IS NULL
      RETURNING id, name`;
    if (purged.length === 0) return 0;
    await appendAudit(tx, now, {
      action: "departed_purged",
      actor: systemActor,
      target: "retention",
      details: {
        ...{ count: purged.length, departedBefore: before.toISOString() },
        sensors: purged.slice(0, idsInAudit),
      },
    });
    return purged.length;
  }, batchTimeout);
}
