import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { departSensors } from "./depart.ts";

/** Deletes a sensor: it departs at once and its certificate is refused from then on. */
export async function deleteSensor(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx.actor, "administer");
  const at = ctx.clock.now();
  await ctx.db.$transaction(async (tx) => {
    const [sensor] = await departSensors(tx, {
      ids: [id],
      at,
      reason: "deleted",
      by: ctx.actor.name,
    });
    if (!sensor) throw new AppError("NotFound", "There is no enrolled sensor with this id.");
    await appendAudit(tx, at, {
      action: "sensor_deleted",
      actor: ctx.actor,
      target: `sensor:${id}`,
      details: { name: sensor.name },
    });
  });
}
