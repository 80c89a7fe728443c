import type { Tx } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { notify } from "../db/notify.ts";
import { poolLabels } from "../pools/label.ts";
import { matches, type StatusClock, sensorTables, statusClock } from "../sensors/query.ts";
import { limits, thresholdOf } from "../sensors/status.ts";
import {
  type Gone,
  group,
  isSettled,
  kind,
  offlineAlert,
  single,
  together,
} from "./offline-alert.ts";
import { raiseAlert } from "./raise.ts";

/**
 * Permanent sensors that went offline, by the one status expression: an alert for each, or for each
 * pool when many go at once. An alert ends when all that it is about are back, or have departed.
 */
export async function watchOffline(tx: Tx, at: Date): Promise<void> {
  const clock = await statusClock(tx);
  const isOffline = matches({ status: ["offline"], ephemeral: false }, clock);
  await endThoseBack(tx, at, isOffline);
  const gone = await tx.$queryRaw<Gone[]>`
    SELECT s.id, s.name, s.pool, h.at, h.heard_at AS "heardAt" FROM ${sensorTables}
    WHERE ${isOffline} AND ${hasNoAlert} AND NOT EXISTS (
      SELECT FROM alert a WHERE ${isOpenGroup} AND ${isCovered})`;
  if (gone.length === 0 || !isSettled(gone, offlineSince(clock))) return;
  const label = await poolLabels(
    tx,
    gone.map(({ pool }) => pool),
  );
  const alerts = together(gone).map((each) => offlineAlert(each, label));
  for (const alert of alerts.sort((a, b) => (a.key < b.key ? -1 : 1))) {
    await raiseAlert(tx, at, alert);
  }
}

const hasNoAlert = Prisma.sql`NOT EXISTS (SELECT FROM alert a
  WHERE a.kind = ${kind} AND a.ended_at IS NULL AND a.key = ${single}::text || s.id::text)`;
const isOpenGroup = Prisma.sql`a.kind = ${kind} AND a.ended_at IS NULL
  AND starts_with(a.key, ${group})`;
/** Whether the group alert `a` is about the sensor: by when it was last heard, which stays. */
const isCovered = Prisma.sql`(a.details->'covers'->>'pool' IS NULL
    OR a.details->'covers'->>'pool' = s.pool)
  AND h.heard_at > (a.details->'covers'->>'after')::timestamptz
  AND h.heard_at <= (a.details->'covers'->>'until')::timestamptz`;

async function endThoseBack(tx: Tx, at: Date, isOffline: Prisma.Sql): Promise<void> {
  const ended = await tx.$executeRaw`
    UPDATE alert a SET ended_at = ${at}
    WHERE a.kind = ${kind} AND a.ended_at IS NULL AND starts_with(a.key, ${single})
      AND NOT EXISTS (SELECT FROM ${sensorTables}
        WHERE s.id = substr(a.key, ${single.length + 1}::int)::uuid AND ${isOffline})`;
  const endedGroups = await tx.$executeRaw`
    UPDATE alert a SET ended_at = ${at}
    WHERE ${isOpenGroup} AND NOT EXISTS (SELECT FROM ${sensorTables}
      WHERE ${isOffline} AND ${isCovered} AND ${hasNoAlert})`;
  if (ended + endedGroups > 0) await notify(tx, { topic: "alerts" });
}

/** How many seconds ago a sensor became offline, by the threshold of its pool. */
function offlineSince({ now, thresholds }: StatusClock) {
  return ({ heardAt, pool }: Gone) => {
    const afterMs = limits(thresholdOf(thresholds, pool)).stale;
    return (now.getTime() - heardAt.getTime() - afterMs) / 1000;
  };
}
