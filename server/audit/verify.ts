import type { Db } from "../context.ts";

export interface AuditVerdict {
  readonly entries: number;
  /** The first entry whose hash does not follow from its content and its predecessor; null: none. */
  readonly brokenAt: number | null;
}

/** Walks the whole chain with the SQL function that wrote it, and compares its end with the head. */
export async function verifyAudit(db: Db): Promise<AuditVerdict> {
  const [row] = await db.$queryRaw<{ entries: bigint; broken: bigint | null; ends: boolean }[]>`
    WITH chain AS (
      SELECT *, lag(hash, 1, sha256('telovix'::bytea)) OVER (ORDER BY seq) AS previous,
        row_number() OVER (ORDER BY seq) AS position
      FROM audit_entry)
    SELECT count(*) AS entries,
      min(seq) FILTER (WHERE seq <> position OR hash <> audit_entry_hash(
        previous, seq, at, action, actor, actor_name, target, details)) AS broken,
      coalesce((SELECT h.seq = max(chain.seq) FROM audit_head h), count(*) = 0) AS ends
    FROM chain`;
  const entries = Number(row?.entries ?? 0);
  // Entries cut off at the end leave a head that points past them.
  const brokenAt = row?.broken ?? (row?.ends ? null : entries + 1);
  return { entries, brokenAt: brokenAt === null ? null : Number(brokenAt) };
}
