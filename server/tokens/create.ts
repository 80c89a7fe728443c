import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { notify } from "../db/notify.ts";
import { readSettings } from "../settings/read.ts";
import type { Settings } from "../settings/schema.ts";
import { makeToken, type TokenProperties } from "./make.ts";
import type { CreateTokens, TokenView } from "./schema.ts";
import { viewToken } from "./view.ts";

/** Makes tokens. The answer is the only place where their secrets ever appear. */
export async function createTokens(
  ctx: Ctx,
  input: CreateTokens,
): Promise<{ tokens: (TokenView & { token: string })[] }> {
  authorize(ctx.actor, "createTokens");
  const now = ctx.clock.now();
  const { enrollment } = await readSettings(ctx.db);
  const properties = propertiesOf(input, enrollment, now);
  const by = { at: now, name: ctx.actor.name };
  const made = Array.from({ length: input.count }, () => makeToken(properties, by));
  await ctx.db.$transaction(async (tx) => {
    await tx.enrollmentToken.createMany({ data: made.map(({ row, hash }) => ({ ...row, hash })) });
    await notify(tx, { topic: "tokens" });
    await appendAudit(tx, now, {
      action: "token_created",
      actor: ctx.actor,
      target: made.length === 1 ? `token:${made[0]?.row.id}` : "tokens",
      details: { type: input.type, count: input.count, ids: made.map(({ row }) => row.id) },
    });
  });
  return { tokens: made.map(({ row, token }) => ({ ...viewToken(row, now), token })) };
}

function propertiesOf(
  input: CreateTokens,
  enrollment: Settings["enrollment"],
  now: Date,
): TokenProperties {
  const ttl = {
    one_time: enrollment.oneTimeTtlSeconds,
    batch: enrollment.batchTtlSeconds,
    cluster: enrollment.clusterTtlSeconds,
  };
  const maxUses = { one_time: 1, batch: input.maxUses ?? null, cluster: null };
  return {
    type: input.type,
    maxUses: maxUses[input.type],
    expiresAt: new Date(now.getTime() + (input.ttlSeconds ?? ttl[input.type]) * 1000),
    clusterName: input.clusterName ?? null,
    clusterUid: null,
    tags: input.tags ?? enrollment.defaultTags,
    role: input.role ?? null,
    ephemeral: input.ephemeral ?? null,
    removeAfterSeconds: input.removeAfterSeconds ?? null,
    namePattern: input.namePattern ?? null,
    allowedCidrs: input.allowedCidrs,
    description: input.description,
  };
}
