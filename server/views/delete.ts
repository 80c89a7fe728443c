import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { lockToChange } from "./row.ts";

/** Who had it as default starts with all sensors again. */
export async function deleteView(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx.actor, "read");
  await ctx.db.$transaction(async (tx) => {
    const { name, isShared, state } = await lockToChange(tx, ctx.actor, id);
    await tx.savedView.delete({ where: { id } });
    if (!isShared) return;
    await appendAudit(tx, ctx.clock.now(), {
      action: "view_deleted",
      actor: ctx.actor,
      target: `view:${id}`,
      details: { name, state },
    });
  });
}
