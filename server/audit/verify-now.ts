import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { appendAudit } from "./append.ts";
import type { AuditVerdict } from "./schema.ts";
import { verifyAudit } from "./verify.ts";

/** Walks the whole chain, and records who did and what came out. */
export async function verifyNow(ctx: Ctx): Promise<AuditVerdict> {
  authorize(ctx.actor, "administer");
  const begin = ctx.clock.now();
  const { entries, brokenAt } = await verifyAudit(ctx.db);
  const end = ctx.clock.now();
  await ctx.db.$transaction((tx) =>
    appendAudit(tx, end, {
      action: "audit_verified",
      actor: ctx.actor,
      target: "audit",
      details: { entries, brokenAt },
    }),
  );
  return { entries, brokenAt, durationMs: Math.max(0, end.getTime() - begin.getTime()) };
}
