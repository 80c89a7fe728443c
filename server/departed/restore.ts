import { authorize } from "../auth/authorize.ts";
import type { Ctx, Tx } from "../context.ts";
import { reviveSensor } from "../enrollment/revive.ts";
import { AppError } from "../errors.ts";
import { readSensor } from "../sensors/get.ts";
import type { SensorView } from "../sensors/schema.ts";

/**
 * Undoes a deletion: the record is enrolled again under its id, its certificate is accepted again,
 * and its silence counts from now. A sensor that a person deleted comes back only this way.
 * @throws {AppError} `NotFound`, `InvalidRequest`, `NodeLimitExceeded`
 */
export async function restoreSensor(ctx: Ctx, { id }: { id: string }): Promise<SensorView> {
  authorize(ctx.actor, "administer");
  const at = ctx.clock.now();
  await ctx.db.$transaction(async (tx) => {
    await requireDeleted(tx, id);
    // It writes the audit entry, too.
    await reviveSensor(tx, { id, at, by: ctx.actor, action: "sensor_restored" });
  });
  return readSensor(ctx, id);
}

async function requireDeleted(tx: Tx, id: string): Promise<void> {
  const [departed] = await tx.$queryRaw<{ reason: string }[]>`
    SELECT departed_reason::text AS reason FROM sensor
    WHERE id = ${id}::uuid AND departed_at IS NOT NULL FOR UPDATE`;
  if (!departed) throw new AppError("NotFound", "There is no departed sensor with this id.");
  if (departed.reason === "deleted") return;
  throw new AppError(
    "InvalidRequest",
    "Only a deleted sensor is restored; one that left otherwise comes back when its host connects.",
  );
}
