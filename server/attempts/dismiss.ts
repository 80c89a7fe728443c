import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { notify } from "../db/notify.ts";
import { inGroup, openAttempts } from "./query.ts";
import type { DismissAttempts } from "./schema.ts";

/** Takes a group out of the inbox as far as it was seen; what comes later shows again. */
export async function dismissAttempts(
  ctx: Ctx,
  input: DismissAttempts,
): Promise<{ dismissed: number; dismissedAt: string }> {
  authorize(ctx.actor, "operate");
  const now = ctx.clock.now();
  const { code, tokenId = null, until } = input;
  const seen = until ? Prisma.sql`at <= ${new Date(until)}` : Prisma.sql`TRUE`;
  const dismissed = await ctx.db.$transaction(async (tx) => {
    const count = await tx.$executeRaw`
      WITH ${openAttempts(now)}
      UPDATE enrollment_attempt SET dismissed_at = ${now}
      WHERE id IN (SELECT id FROM open WHERE ${inGroup(input)} AND ${seen})`;
    if (count === 0) return 0;
    await notify(tx, { topic: "attempts" });
    await appendAudit(tx, now, {
      action: "attempts_dismissed",
      actor: ctx.actor,
      target: tokenId ? `token:${tokenId}` : "attempts",
      details: { code, count },
    });
    return count;
  });
  return { dismissed, dismissedAt: now.toISOString() };
}
