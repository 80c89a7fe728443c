import type { Tx } from "../context.ts";

const keptMs = 86_400_000;

/**
 * Forgets clusters that no sensor is in, a day after their last report: what was known of their nodes
 * says nothing any more. Departures and audit keep what happened.
 */
export async function forgetClusters(tx: Tx, now: Date): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM cluster c WHERE c.reported_at < ${new Date(now.getTime() - keptMs)}
      AND NOT EXISTS (SELECT FROM sensor s WHERE s.cluster_uid = c.uid AND s.departed_at IS NULL)`;
}
