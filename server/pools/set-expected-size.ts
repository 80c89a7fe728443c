import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { notify } from "../db/notify.ts";
import { AppError } from "../errors.ts";
import { poolTokenId } from "./key.ts";
import type { SetExpectedSize } from "./schema.ts";

/** Says how many sensors a pool should have; a tag's pool may be told before its first one comes. */
export async function setExpectedSize(
  ctx: Ctx,
  { key, expectedSize }: SetExpectedSize,
): Promise<{ key: string; expectedSize: number | null }> {
  authorize(ctx.actor, "operate");
  const now = ctx.clock.now();
  const tokenId = poolTokenId(key);
  await ctx.db.$transaction(async (tx) => {
    if (tokenId && !(await tx.enrollmentToken.findUnique({ where: { id: tokenId } })))
      throw new AppError("NotFound", "There is no enrollment token with this id.");
    const before = await tx.pool.findUnique({ where: { key } });
    if ((before?.expectedSize ?? null) === expectedSize) return;
    const data = { updatedAt: now, updatedBy: ctx.actor.name };
    if (expectedSize === null) await tx.pool.deleteMany({ where: { key } });
    else
      await tx.pool.upsert({
        where: { key },
        create: { key, expectedSize, ...data },
        update: { expectedSize, ...data },
      });
    await notify(tx, { topic: "pools" });
    await appendAudit(tx, now, {
      action: "pool_expected_size_changed",
      actor: ctx.actor,
      target: `pool:${key}`,
      details: { expectedSize, before: before?.expectedSize ?? null },
    });
  });
  return { key, expectedSize };
}
