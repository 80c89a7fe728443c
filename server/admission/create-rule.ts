import { randomUUID } from "node:crypto";
import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { notify } from "../db/notify.ts";
import { AppError } from "../errors.ts";
import { contentOf, refuseBadExpression } from "./content.ts";
import { auditedRule, contentColumns, lockRules, refuseTakenName, viewRule } from "./rule-row.ts";
import type { RuleDraft, SavedRule } from "./schema.ts";
import { ruleWarnings } from "./warnings.ts";

/** Each of them is asked about every pod. */
export const rulesMax = 200;

/** Makes a rule; every console asks it about the next pod, within a second. */
export async function createRule(ctx: Ctx, input: RuleDraft): Promise<SavedRule> {
  authorize(ctx.actor, "administer");
  const { expression, message, parameters, templateId, ...rest } = input;
  const content = contentOf({ expression, message, parameters, templateId });
  refuseBadExpression(content.expression);
  const now = ctx.clock.now();
  return ctx.db.$transaction(async (tx) => {
    await lockRules(tx);
    await refuseTakenName(tx, input.name);
    if ((await tx.admissionRule.count()) >= rulesMax)
      throw new AppError("InvalidRequest", `There are ${rulesMax} rules; delete one first.`);
    const row = await tx.admissionRule.create({
      data: {
        ...{ id: randomUUID(), ...rest, ...contentColumns(content) },
        ...{ createdAt: now, updatedAt: now, updatedBy: ctx.actor.name },
      },
    });
    await notify(tx, { topic: "admission" });
    await appendAudit(tx, now, {
      action: "admission_rule_created",
      actor: ctx.actor,
      target: `admission-rule:${row.id}`,
      details: auditedRule(row),
    });
    const rule = viewRule(row);
    return { ...rule, warnings: ruleWarnings(rule) };
  });
}
