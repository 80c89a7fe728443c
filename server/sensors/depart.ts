import type { Tx } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import type { DepartReason } from "../db/generated/enums.ts";
import { notify } from "../db/notify.ts";

/**
 * Departs the enrolled sensors among `ids`: their names are free, their sockets are closed by
 * whichever gateway holds them, their certificates are refused from now on.
 * @returns id and name of those that departed.
 */
export async function departSensors(
  tx: Tx,
  departure: { ids: readonly string[]; at: Date; reason: DepartReason; by: string },
): Promise<{ id: string; name: string }[]> {
  const { ids, at, reason, by } = departure;
  if (ids.length === 0) return [];
  const departed = await tx.$queryRaw<{ id: string; name: string }[]>`
    UPDATE sensor SET departed_at = ${at}, departed_reason = ${reason}::depart_reason,
      departed_by = ${by}, live_name = NULL
    WHERE id = ANY(${Prisma.sql`${ids}::uuid[]`}) AND departed_at IS NULL
    RETURNING id, name`;
  await notify(tx, { topic: "departed", ids: departed.map(({ id }) => id) });
  return departed;
}
