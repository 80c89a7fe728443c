import type { Tx } from "../context.ts";

const keptMs = 90 * 86_400_000;

/** Drops jobs that ended more than 90 days ago, with their items. The audit keeps what they did. */
export async function dropOldJobs(tx: Tx, now: Date): Promise<void> {
  const before = new Date(now.getTime() - keptMs);
  await tx.$executeRaw`
    WITH dropped AS (DELETE FROM job WHERE finished_at < ${before} RETURNING id)
    DELETE FROM job_item WHERE job_id IN (SELECT id FROM dropped)`;
}
