import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { decodeTimeCursor, encodeCursor } from "../db/cursor.ts";
import type { LifeEventPage, SensorEventsOf } from "./history-schema.ts";

/** What happened in the life of a sensor, newest first; kept for 90 days. */
export async function sensorEvents(ctx: Ctx, input: SensorEventsOf): Promise<LifeEventPage> {
  authorize(ctx.actor, "read");
  const { id: sensorId, cursor, limit } = input;
  const [rows, total] = await Promise.all([
    ctx.db.sensorEvent.findMany({
      where: { sensorId, ...(cursor ? afterCursor(cursor) : {}) },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: limit + 1,
    }),
    ctx.db.sensorEvent.count({ where: { sensorId } }),
  ]);
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return {
    items: items.map(({ id, at, kind, sensorName: name, pool, reason }) => ({
      ...{ id, kind, name, pool, reason },
      at: at.toISOString(),
    })),
    nextCursor: last ? encodeCursor([last.at.toISOString(), last.id]) : null,
    total,
  };
}

function afterCursor(cursor: string) {
  const [at, id] = decodeTimeCursor(cursor);
  return { OR: [{ at: { lt: at } }, { at, id: { lt: id } }] };
}
