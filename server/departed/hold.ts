import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx, Tx } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { notify } from "../db/notify.ts";
import { AppError } from "../errors.ts";
import type { BulkDone, DepartedIds } from "./schema.ts";

/** Keeps departed records from being purged. One that is held already stays as it is. */
export async function holdSensors(ctx: Ctx, input: DepartedIds): Promise<BulkDone> {
  authorize(ctx.actor, "operate");
  const at = ctx.clock.now();
  return setHold(ctx, input.ids, {
    action: "sensor_held",
    set: Prisma.sql`held_at = ${at}, held_by = ${ctx.actor.name}`,
    where: Prisma.sql`held_at IS NULL`,
    at,
  });
}

/** Gives records back to retention. */
export async function releaseSensors(ctx: Ctx, input: DepartedIds): Promise<BulkDone> {
  authorize(ctx.actor, "operate");
  return setHold(ctx, input.ids, {
    action: "sensor_released",
    set: Prisma.sql`held_at = NULL, held_by = NULL`,
    where: Prisma.sql`held_at IS NOT NULL`,
    at: ctx.clock.now(),
  });
}

/** Repeating it changes nothing. @throws {AppError} `NotFound` */
export async function holdSensor(ctx: Ctx, { id }: { id: string }): Promise<void> {
  requireDeparted(await holdSensors(ctx, { ids: [id] }));
}

/** Repeating it changes nothing. @throws {AppError} `NotFound` */
export async function releaseSensor(ctx: Ctx, { id }: { id: string }): Promise<void> {
  requireDeparted(await releaseSensors(ctx, { ids: [id] }));
}

function requireDeparted({ skipped }: BulkDone): void {
  if (skipped.some(({ reason }) => reason === "NotDeparted"))
    throw new AppError("NotFound", "There is no departed sensor with this id.");
}

interface Change {
  readonly action: "sensor_held" | "sensor_released";
  readonly set: Prisma.Sql;
  readonly where: Prisma.Sql;
  readonly at: Date;
}

async function setHold(ctx: Ctx, asked: readonly string[], change: Change): Promise<BulkDone> {
  const ids = [...new Set(asked)].sort();
  return ctx.db.$transaction(async (tx) => {
    const sensors = await tx.$queryRaw<{ id: string; name: string }[]>`
      UPDATE sensor SET ${change.set}
      WHERE id = ANY(${ids}::uuid[]) AND departed_at IS NOT NULL AND ${change.where}
      RETURNING id, name`;
    const changed = new Set(sensors.map(({ id }) => id));
    const skipped = await skippedOf(
      tx,
      ids.filter((id) => !changed.has(id)),
    );
    if (sensors.length === 0) return { done: 0, skipped };
    await notify(tx, { topic: "sensors", ids: [...changed] });
    const [only, ...others] = sensors;
    await appendAudit(tx, change.at, {
      action: change.action,
      actor: ctx.actor,
      target: only && others.length === 0 ? `sensor:${only.id}` : "sensors",
      details: { count: sensors.length, sensors },
    });
    return { done: sensors.length, skipped };
  });
}

/** Why these were left as they are: already so, or no departed record at all. */
async function skippedOf(tx: Tx, ids: readonly string[]): Promise<BulkDone["skipped"]> {
  if (ids.length === 0) return [];
  const departed = await tx.sensor.findMany({
    where: { id: { in: [...ids] }, departedAt: { not: null } },
    select: { id: true },
  });
  const known = new Set(departed.map(({ id }) => id));
  return ids.map((id) => ({ id, reason: known.has(id) ? "Unchanged" : "NotDeparted" }));
}
