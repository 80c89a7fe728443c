import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { notify } from "../db/notify.ts";
import { findRule, lockRules, viewRule } from "./rule-row.ts";
import type { SavedRule, SetEnabled } from "./schema.ts";
import { ruleWarnings } from "./warnings.ts";

/** Turns a rule on or off; as it is already, nobody has changed it. */
export async function setRuleEnabled(ctx: Ctx, { id, enabled }: SetEnabled): Promise<SavedRule> {
  authorize(ctx.actor, "administer");
  const now = ctx.clock.now();
  return ctx.db.$transaction(async (tx) => {
    await lockRules(tx);
    const before = await findRule(tx, id);
    if (before.enabled === enabled) return { ...viewRule(before), warnings: [] };
    const row = await tx.admissionRule.update({
      where: { id },
      data: { enabled, updatedAt: now, updatedBy: ctx.actor.name },
    });
    await notify(tx, { topic: "admission" });
    await appendAudit(tx, now, {
      action: enabled ? "admission_rule_enabled" : "admission_rule_disabled",
      actor: ctx.actor,
      target: `admission-rule:${id}`,
      details: { name: row.name, action: row.action },
    });
    const rule = viewRule(row);
    return { ...rule, warnings: ruleWarnings(rule) };
  });
}
