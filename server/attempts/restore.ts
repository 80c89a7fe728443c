import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { notify } from "../db/notify.ts";
import { inGroup } from "./query.ts";
import type { RestoreAttempts } from "./schema.ts";

/** Undoes one dismissal, told by its moment; another one of the same group stands. */
export async function restoreAttempts(
  ctx: Ctx,
  input: RestoreAttempts,
): Promise<{ restored: number }> {
  authorize(ctx.actor, "operate");
  const { code, tokenId = null } = input;
  const restored = await ctx.db.$transaction(async (tx) => {
    const count = await tx.$executeRaw`
      UPDATE enrollment_attempt SET dismissed_at = NULL
      WHERE dismissed_at = ${new Date(input.dismissedAt)} AND ${inGroup(input)}`;
    if (count === 0) return 0;
    await notify(tx, { topic: "attempts" });
    await appendAudit(tx, ctx.clock.now(), {
      action: "attempts_restored",
      actor: ctx.actor,
      target: tokenId ? `token:${tokenId}` : "attempts",
      details: { code, count },
    });
    return count;
  });
  return { restored };
}
