import { endAlert } from "../alerts/raise.ts";
import type { Tx } from "../context.ts";
import { reportAlert } from "./depart-deleted.ts";

const keptMs = 86_400_000;

/**
 * Forgets clusters that no sensor is in, a day after their last report: what was known of their nodes
 * says nothing any more, and no report will end their alert. Departures and audit keep what happened.
 */
export async function forgetClusters(tx: Tx, now: Date): Promise<void> {
  const forgotten = await tx.$queryRaw<{ uid: string }[]>`
    DELETE FROM cluster c WHERE c.reported_at < ${new Date(now.getTime() - keptMs)}
      AND NOT EXISTS (SELECT FROM sensor s WHERE s.cluster_uid = c.uid AND s.departed_at IS NULL)
    RETURNING c.uid`;
  for (const { uid } of forgotten) await endAlert(tx, now, reportAlert(uid));
}
