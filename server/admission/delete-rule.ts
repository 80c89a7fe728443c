import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { notify } from "../db/notify.ts";
import { auditedRule, findRule, lockRules } from "./rule-row.ts";

/** Its decisions stay, with the words of their time. */
export async function deleteRule(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx.actor, "administer");
  await ctx.db.$transaction(async (tx) => {
    await lockRules(tx);
    const row = await findRule(tx, id);
    await tx.admissionRule.delete({ where: { id } });
    await notify(tx, { topic: "admission" });
    await appendAudit(tx, ctx.clock.now(), {
      action: "admission_rule_deleted",
      actor: ctx.actor,
      target: `admission-rule:${id}`,
      details: auditedRule(row),
    });
  });
}
