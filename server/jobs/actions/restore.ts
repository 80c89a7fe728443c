import type { Tx } from "../../context.ts";
import { Prisma } from "../../db/generated/client.ts";
import { notify } from "../../db/notify.ts";
import { takeName } from "../../enrollment/free-name.ts";
import { enrollAgain } from "../../enrollment/revive.ts";
import { AppError } from "../../errors.ts";
import { lockSeats, type Seats } from "../../license/seats.ts";
import { recordEvent } from "../../lifecycle/events.ts";
import type { Reason } from "../reason.ts";
import type { BulkAction } from "./action.ts";

/** Undoes deletions, as `restoreSensor` does for one: same id, a free name, a seat of the license. */
export const restoreAction: BulkAction = {
  obstacle: Prisma.sql`CASE WHEN s.departed_at IS NULL THEN 'NotDeparted'
    WHEN s.departed_reason <> 'deleted' THEN 'NotDeleted' END`,
  async apply(tx, { ids, at }) {
    const seats = await lockSeats(tx, at);
    const failed = new Map<string, Reason>();
    for (const id of ids) if (!takesSeat(seats)) failed.set(id, "NoSeat");
    const seated = ids.filter((id) => !failed.has(id));
    // Before the sensors: removal deadlines are made from when they were last heard.
    await tx.$executeRaw`
      UPDATE sensor_heartbeat SET heard_at = listening_now() WHERE sensor_id = ANY(${seated}::uuid[])`;
    const details = await nameAll(tx, seated);
    await recordEvent(tx, { kind: "revived", ids: seated, at });
    await notify(tx, { topic: "sensors", ids: seated });
    return { failed, details };
  },
};

function takesSeat(seats: Seats): boolean {
  try {
    seats.take();
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "NodeLimitExceeded") return false;
    throw error;
  }
}

/**
 * Those whose name is free, in one statement; of several that had the same, the last to leave has it.
 * The seats are locked, so that nobody enrolls under a name meanwhile. @returns the new names.
 */
async function nameAll(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const named = await tx.$queryRaw<{ id: string }[]>`
    UPDATE sensor s SET live_name = s.name, terminating_at = NULL,
      departed_at = NULL, departed_reason = NULL, departed_by = NULL
    FROM (SELECT DISTINCT ON (name) id FROM sensor WHERE id = ANY(${ids}::uuid[])
      ORDER BY name, departed_at DESC, id) AS last
    WHERE s.id = last.id AND NOT EXISTS (SELECT FROM sensor WHERE live_name = s.name)
    RETURNING s.id`;
  const done = new Set(named.map(({ id }) => id));
  const others = await tx.sensor.findMany({
    where: { id: { in: ids.filter((id) => !done.has(id)) } },
    select: { id: true, name: true },
    orderBy: { id: "asc" },
  });
  const names = new Map<string, string>();
  for (const { id, name } of others) {
    names.set(id, await takeName(tx, name, (wanted) => enrollAgain(tx, id, wanted)));
  }
  return names;
}
