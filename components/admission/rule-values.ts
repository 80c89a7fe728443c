import type { UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import type { Rule, RuleDraft, Template } from "../../server/admission/schema.ts";
import { isEverywhere } from "./scope-words.ts";

/** What the editor holds; an expression, or a template with its parameters. */
export type RuleValues = z.input<typeof RuleDraft>;
export type RuleForm = UseFormReturn<RuleValues, unknown, RuleDraft>;

/** Namespaces whose pods a cluster, or this product, cannot do without. */
const spared = ["kube-system", "telovix-system"];

/** What a new rule begins with; null: an expression of one's own. */
export function newRule(template: z.infer<typeof Template> | null): RuleValues {
  const scope = { clusters: [], namespaces: [], excludeNamespaces: spared };
  const both = { description: "", action: "deny", enabled: true, ...scope } as const;
  if (!template) return { ...both, name: "", message: "", expression: "" };
  const { id, name, message, parameters } = template;
  const given = parameters.map((each) => [each.name, each.default]);
  return { ...both, name, message, templateId: id, parameters: Object.fromEntries(given) };
}

/** A rule as the editor shows it. */
export function ruleValues(rule: Rule): RuleValues {
  const { name, description, message, action, enabled, expression } = rule;
  const { clusters, namespaces, excludeNamespaces, templateId, parameters } = rule;
  const scope = { clusters, namespaces, excludeNamespaces };
  const what = templateId === null ? { expression } : { templateId, parameters: parameters ?? {} };
  return { name, description, message, action, enabled, ...scope, ...what };
}

/** What tells whom a rule may refuse. */
export type Reach = Pick<
  RuleDraft,
  "action" | "enabled" | "clusters" | "namespaces" | "excludeNamespaces"
>;
const refusesEverywhere = (rule: Reach) =>
  rule.enabled && rule.action === "deny" && isEverywhere(rule);

/** Whether a change lets a rule refuse pods in every cluster and namespace that did not before. */
export const isNewlyEverywhere = (before: Reach | null, after: Reach): boolean =>
  refusesEverywhere(after) && !(before && refusesEverywhere(before));
