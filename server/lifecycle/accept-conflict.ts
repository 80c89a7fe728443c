import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { notify } from "../db/notify.ts";
import { AppError } from "../errors.ts";
import type { AcceptConflict } from "./schema.ts";

/** Says that these sensors are rightly several. A further one on their machine id asks again. */
export async function acceptConflict(ctx: Ctx, { sensorIds }: AcceptConflict): Promise<void> {
  authorize(ctx.actor, "operate");
  const at = ctx.clock.now();
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.sensor.updateMany({
      where: { id: { in: sensorIds }, departedAt: null },
      data: { conflictAcceptedAt: at },
    });
    if (count === 0) throw new AppError("NotFound", "None of these sensors is enrolled.");
    await notify(tx, { topic: "sensors", ids: sensorIds });
    await appendAudit(tx, at, {
      action: "conflict_accepted",
      actor: ctx.actor,
      target: "sensors",
      details: { sensorIds },
    });
  });
}
