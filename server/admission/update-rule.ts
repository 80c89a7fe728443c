import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import type { AdmissionRule } from "../db/generated/client.ts";
import { notify } from "../db/notify.ts";
import { AppError } from "../errors.ts";
import { type Content, contentOf, refuseBadExpression } from "./content.ts";
import {
  auditedRule,
  contentColumns,
  findRule,
  lockRules,
  refuseTakenName,
  viewRule,
} from "./rule-row.ts";
import { Rule, type SavedRule, type UpdateRule } from "./schema.ts";
import { ruleWarnings } from "./warnings.ts";

/** Changes a rule. With another expression it has no error yet. */
export async function updateRule(ctx: Ctx, input: UpdateRule): Promise<SavedRule> {
  authorize(ctx.actor, "administer");
  const { expectedUpdatedAt, expression, id, message, parameters, templateId, ...rest } = input;
  const now = ctx.clock.now();
  return ctx.db.$transaction(async (tx) => {
    await lockRules(tx);
    const before = await findRule(tx, id);
    refuseChanged(before, expectedUpdatedAt);
    if (rest.name !== undefined) await refuseTakenName(tx, rest.name, id);
    const content = changedContent(before, { expression, message, parameters, templateId });
    const isOther = content.expression !== before.expression;
    if (isOther) refuseBadExpression(content.expression);
    const row = await tx.admissionRule.update({
      where: { id },
      data: {
        ...definedOnly(rest),
        ...contentColumns(content),
        ...(isOther && { lastError: null, lastErrorAt: null }),
        ...{ updatedAt: now, updatedBy: ctx.actor.name },
      },
    });
    await notify(tx, { topic: "admission" });
    await appendAudit(tx, now, {
      action: "admission_rule_changed",
      actor: ctx.actor,
      target: `admission-rule:${id}`,
      details: { before: auditedRule(before), after: auditedRule(row) },
    });
    const rule = viewRule(row);
    return { ...rule, warnings: ruleWarnings(rule) };
  });
}

function refuseChanged(before: AdmissionRule, expected: string | undefined): void {
  if (expected === undefined || Date.parse(expected) === before.updatedAt.getTime()) return;
  throw new AppError("ChangedMeanwhile", `${before.updatedBy} changed the rule meanwhile.`);
}

type Changes = Pick<UpdateRule, "expression" | "message" | "parameters" | "templateId">;

/** Parameters alone are for the template that the rule has. */
function changedContent(before: AdmissionRule, changes: Changes): Content {
  const own = Rule.pick({ parameters: true }).parse(before).parameters;
  const message = changes.message ?? before.message;
  const templateId = changes.templateId ?? before.templateId ?? undefined;
  if (changes.templateId !== undefined) return contentOf({ ...changes, message });
  if (changes.expression !== undefined) return contentOf({ ...changes, message });
  if (changes.parameters !== undefined) return contentOf({ ...changes, message, templateId });
  const { expression, templateId: from } = before;
  return { expression, message, templateId: from, parameters: own };
}

type Defined<Fields> = { [Name in keyof Fields]: Exclude<Fields[Name], undefined> };

/** Without what was left out. */
function definedOnly<Fields extends object>(fields: Fields): Partial<Defined<Fields>> {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Partial<Defined<Fields>>;
}
