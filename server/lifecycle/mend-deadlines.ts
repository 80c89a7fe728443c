import type { Db } from "../context.ts";
import { degradedAfterSeconds } from "../sensors/status.ts";
import { listeningNow, removalDueAt } from "./query.ts";

/**
 * Who reports and may be removed has a deadline, and who departed has none. Triggers and greetings
 * see to it; this finds what a lost greeting, or one at the moment of a departure, left behind.
 * Kept sensors that are still silent go on without.
 */
export async function mendDeadlines(db: Db): Promise<void> {
  await db.$executeRaw`DELETE FROM removal_deadline d USING sensor s
    WHERE s.id = d.sensor_id AND s.departed_at IS NOT NULL`;
  await db.$executeRaw`
    INSERT INTO removal_deadline (sensor_id, due_at)
    SELECT s.id, ${removalDueAt} FROM sensor s JOIN sensor_heartbeat h ON h.sensor_id = s.id
    WHERE s.departed_at IS NULL AND ${removalDueAt} IS NOT NULL
      AND h.heard_at > ${listeningNow} - ${degradedAfterSeconds} * interval '1 second'
      AND NOT EXISTS (SELECT FROM removal_deadline d WHERE d.sensor_id = s.id)
    ON CONFLICT (sensor_id) DO NOTHING`;
}
