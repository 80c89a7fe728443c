import { type Db, systemActor, type Tx } from "../context.ts";
import { appendAudit } from "./append.ts";

const dayMs = 86_400_000;
/** The action of the entry that anchors what is kept; `verifyAudit` looks for it. */
export const droppedAction = "audit_dropped";

/**
 * Drops the whole UTC days of entries that are older than `auditDays`, always from the chain's
 * beginning. What is dropped last is named, with its hash, by a new entry at the chain's end, so
 * that the rest stays verifiable: see `verifyAudit`. @returns how many.
 */
export async function dropOldAudit(tx: Tx, auditDays: number, now: Date): Promise<number> {
  const last = await lastOld(tx, auditDays, now);
  if (!last) return 0;
  const count = await tx.$executeRaw`DELETE FROM audit_entry WHERE seq <= ${last.seq}`;
  await appendAudit(tx, now, {
    action: droppedAction,
    actor: systemActor,
    target: "audit",
    details: {
      count,
      through: Number(last.seq),
      throughAt: last.at.toISOString(),
      hash: Buffer.from(last.hash).toString("hex"),
    },
  });
  return count;
}

/** How many entries `dropOldAudit` would drop: the chain has no gaps. */
export async function countOldAudit(db: Db, auditDays: number, now: Date): Promise<number> {
  const last = await lastOld(db, auditDays, now);
  if (!last) return 0;
  const { _min } = await db.auditEntry.aggregate({ _min: { seq: true } });
  return Number(last.seq - (_min.seq ?? last.seq)) + 1;
}

/** The newest of the entries that are older than `auditDays` whole UTC days. */
async function lastOld(db: Db | Tx, auditDays: number, now: Date) {
  const keepFrom = new Date(Math.floor(now.getTime() / dayMs - auditDays) * dayMs);
  const [last] = await db.$queryRaw<{ seq: bigint; hash: Uint8Array; at: Date }[]>`
    SELECT seq, hash, at FROM audit_entry
    WHERE seq < coalesce((SELECT min(seq) FROM audit_entry WHERE at >= ${keepFrom}), 9223372036854775807)
    ORDER BY seq DESC LIMIT 1`;
  return last;
}
