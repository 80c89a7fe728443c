import type { Tx } from "../context.ts";
import type { DepartReason } from "../db/generated/enums.ts";
import { notify } from "../db/notify.ts";
import { recordEvent } from "../lifecycle/events.ts";

/** A sensor that departed just now. */
export interface Departed {
  readonly id: string;
  readonly name: string;
}

/**
 * Departs the enrolled sensors among `ids`: their names are free, their sockets are closed by
 * whichever gateway holds them. Until the record is purged, its certificate brings it back, unless
 * a person deleted it.
 * @returns those that departed.
 */
export async function departSensors(
  tx: Tx,
  departure: { ids: readonly string[]; at: Date; reason: DepartReason; by: string },
): Promise<Departed[]> {
  const { ids, at, reason, by } = departure;
  if (ids.length === 0) return [];
  const departed = await tx.$queryRaw<Departed[]>`
    UPDATE sensor SET departed_at = ${at}, departed_reason = ${reason}::depart_reason,
      departed_by = ${by}, live_name = NULL
    WHERE id = ANY(${ids}::uuid[]) AND departed_at IS NULL
    RETURNING id, name`;
  await tellDeparted(tx, departed, at);
  return departed;
}

/** What follows every departure: the event, and the notice that closes sockets. */
export async function tellDeparted(tx: Tx, departed: readonly Departed[], at: Date): Promise<void> {
  const ids = departed.map(({ id }) => id);
  await recordEvent(tx, { kind: "departed", ids, at });
  await notify(tx, { topic: "departed", ids });
}
