import type { Db } from "../context.ts";
import { droppedAction } from "./retention.ts";

export interface AuditVerdict {
  readonly entries: number;
  /** The first entry whose hash does not follow from its content and its predecessor; null: none. */
  readonly brokenAt: number | null;
}

/**
 * Walks the chain with the SQL function that wrote it, and compares its end with the head.
 * It begins at entry 1, or where retention left off: then the newest `audit_dropped` entry, itself
 * in the chain, names the last dropped entry and its hash, which the oldest kept one follows.
 */
export async function verifyAudit(db: Db): Promise<AuditVerdict> {
  const [row] = await db.$queryRaw<{ entries: bigint; broken: bigint | null; ends: boolean }[]>`
    WITH start AS (
      SELECT coalesce(max((details->>'through')::bigint), 0) AS seq,
        coalesce((array_agg(decode(details->>'hash', 'hex') ORDER BY seq DESC))[1],
          sha256('telovix'::bytea)) AS hash
      FROM (SELECT seq, details FROM audit_entry WHERE action = ${droppedAction}
        AND details->>'through' ~ '^[0-9]{1,18}$' AND details->>'hash' ~ '^[0-9a-f]{64}$'
        ORDER BY seq DESC LIMIT 1) AS dropped),
    chain AS (
      SELECT e.*, lag(e.hash, 1, start.hash) OVER (ORDER BY e.seq) AS previous,
        start.seq + row_number() OVER (ORDER BY e.seq) AS position
      FROM audit_entry e, start)
    SELECT count(*) AS entries,
      min(seq) FILTER (WHERE seq <> position OR hash <> audit_entry_hash(
        previous, seq, at, action, actor, actor_name, target, details)) AS broken,
      (SELECT seq FROM audit_head WHERE id = 1) =
        coalesce(max(seq), (SELECT seq FROM start)) AS ends
    FROM chain`;
  const entries = Number(row?.entries ?? 0);
  if (row?.broken) return { entries, brokenAt: Number(row.broken) };
  return { entries, brokenAt: row?.ends ? null : await firstMissing(db) };
}

/** Entries cut off at the end leave a head that points past them. */
async function firstMissing(db: Db): Promise<number> {
  const last = await db.auditEntry.findFirst({ orderBy: { seq: "desc" }, select: { seq: true } });
  return Number(last?.seq ?? 0) + 1;
}
