import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { notify } from "../db/notify.ts";
import { AppError } from "../errors.ts";
import { readSensor } from "./get.ts";
import type { SensorView } from "./schema.ts";

/** Replaces a sensor's tags, and tells the sensor. */
export async function updateTags(
  ctx: Ctx,
  input: { id: string; tags: string[] },
): Promise<SensorView> {
  authorize(ctx.actor, "operate");
  const tags = [...new Set(input.tags)];
  await ctx.db.$transaction(async (tx) => {
    const before = await tx.sensor.findFirst({ where: { id: input.id, departedAt: null } });
    if (!before) throw new AppError("NotFound", "There is no enrolled sensor with this id.");
    await tx.sensor.update({ where: { id: input.id }, data: { tags } });
    await notify(tx, { topic: "tags", ids: [input.id] });
    await appendAudit(tx, ctx.clock.now(), {
      action: "sensor_tags_changed",
      actor: ctx.actor,
      target: `sensor:${input.id}`,
      details: { name: before.name, before: before.tags, after: tags },
    });
  });
  return readSensor(ctx, input.id);
}
