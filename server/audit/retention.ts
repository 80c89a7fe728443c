import type { Tx } from "../context.ts";
import { systemActor } from "../context.ts";
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
  const keepFrom = new Date(Math.floor(now.getTime() / dayMs - auditDays) * dayMs);
  const [last] = await tx.$queryRaw<{ seq: bigint; hash: Uint8Array; at: Date }[]>`
    SELECT seq, hash, at FROM audit_entry
    WHERE seq < coalesce((SELECT min(seq) FROM audit_entry WHERE at >= ${keepFrom}), 9223372036854775807)
    ORDER BY seq DESC LIMIT 1`;
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
