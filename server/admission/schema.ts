import { z } from "zod";
import { namePatternGrammar } from "../tokens/name-pattern.ts";

/** What becomes of an object that violates a rule. */
export const ruleActions = ["deny", "warn"] as const;
/** What is answered when a review is not understood, or a rule cannot be evaluated. */
export const defaultAnswers = ["allow", "deny"] as const;
export type DefaultAnswer = (typeof defaultAnswers)[number];
/** Decisions that are kept; what was allowed without a word is only counted. */
export const decisionOutcomes = ["denied", "warned", "error"] as const;
/** `violates`: the expression was true. */
export const ruleResults = ["violates", "passes", "error"] as const;

export const expressionMax = 10_000;
const When = z.iso.datetime();
const RuleId = z.uuid();

const Pattern = z
  .string()
  .max(128)
  .regex(namePatternGrammar, "a name; * stands for any run of characters, ? for any one");
const patterns = (words: string) =>
  z
    .array(Pattern)
    .max(100, "At most 100 names.")
    .refine((all) => new Set(all).size === all.length, "Each name once.")
    .describe(words);

/** Letters of any kind, but nothing that breaks the line that kubectl prints. */
const line = (min: number, max: number) =>
  z
    .string()
    .trim()
    .min(min, "May not be empty.")
    .max(max)
    .refine((text) => !/\p{Cc}/u.test(text), "One line.");

const Expression = z
  .string()
  .trim()
  .min(1, "A CEL expression that is true for what violates the rule.")
  .max(expressionMax)
  .describe("CEL; true for an object that violates the rule.");
const Parameters = z
  .record(z.string().max(40), z.array(z.string().max(253)).max(100))
  .describe("What the template asks for, by name.");
const TemplateId = z.string().max(40).describe("A template of `GET /admission/templates`.");

const fields = {
  name: line(1, 80),
  description: z.string().trim().max(500).describe("For people; nobody is shown it by kubectl."),
  message: line(1, 200).describe("What who creates the object is told; the containers follow it."),
  action: z.enum(ruleActions).describe("`deny` refuses the object, `warn` only tells."),
  enabled: z.boolean().describe("Whether reviews ask it."),
  clusters: patterns("Only in clusters with such a name; empty: in all."),
  namespaces: patterns("Only in namespaces with such a name; empty: in all."),
  excludeNamespaces: patterns("Not in namespaces with such a name."),
};

/** A rule with an expression, or with a template and its parameters. */
export const RuleDraft = z.strictObject({
  name: fields.name,
  description: fields.description.default(""),
  message: fields.message.optional().describe("What is told; left out: the template's message."),
  expression: Expression.optional(),
  templateId: TemplateId.optional(),
  parameters: Parameters.optional(),
  action: fields.action.default("deny"),
  enabled: fields.enabled.default(true),
  clusters: fields.clusters.default([]),
  namespaces: fields.namespaces.default([]),
  excludeNamespaces: fields.excludeNamespaces.default([]),
});
export type RuleDraft = z.infer<typeof RuleDraft>;

export const OneRule = z.strictObject({ id: RuleId });
/** The rule as it was read: refused with `ChangedMeanwhile` when somebody changed it since. */
const expectedUpdatedAt = When.optional();

/** What is left out stays as it is. An expression of one's own takes the template's place. */
export const UpdateRule = OneRule.extend({
  ...fields,
  expression: Expression,
  templateId: TemplateId,
  parameters: Parameters,
})
  .partial()
  .required({ id: true })
  .extend({ expectedUpdatedAt });
export type UpdateRule = z.infer<typeof UpdateRule>;

export const SetEnabled = OneRule.extend({ enabled: fields.enabled });
export type SetEnabled = z.infer<typeof SetEnabled>;

export const Rule = z.object({
  id: RuleId,
  ...fields,
  expression: z.string(),
  templateId: z.string().nullable(),
  parameters: Parameters.nullable(),
  /** The newest evaluation that failed since the expression was changed; null: none. */
  lastError: z.object({ at: When, message: z.string() }).nullable(),
  createdAt: When,
  updatedAt: When,
  updatedBy: z.string(),
});
export type Rule = z.infer<typeof Rule>;

/** The rule as it is now, and what its author should look at, in sentences. */
export const SavedRule = Rule.extend({ warnings: z.array(z.string()) });
export type SavedRule = z.infer<typeof SavedRule>;

const paging = {
  cursor: z.string().max(400).optional(),
  limit: z.number().int().min(1).max(500).default(50),
};
const page = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    total: z.number().int(),
  });

export const ListRules = z.strictObject({
  q: z.string().trim().max(100).optional(),
  action: z.enum(ruleActions).optional(),
  enabled: z.boolean().optional(),
  ...paging,
});
export type ListRules = z.infer<typeof ListRules>;
/** A rule with what it came to. */
export const ListedRule = Rule.extend({
  /** Decisions of the last 24 hours that it had a part in. */
  decisionsLastDay: z.number().int(),
});
export type ListedRule = z.infer<typeof ListedRule>;
export const RulePage = page(ListedRule);

/** One parameter of a template, as a form asks for it; every value is a list of texts. */
export const TemplateParameter = z.object({
  name: z.string(),
  label: z.string(),
  description: z.string(),
  /** What may be given; null: any text. */
  choices: z.array(z.string()).nullable(),
  default: z.array(z.string()),
  isRequired: z.boolean(),
  example: z.string(),
});
export type TemplateParameter = z.infer<typeof TemplateParameter>;
export const Template = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  message: z.string(),
  parameters: z.array(TemplateParameter),
  /** With the default parameters; null: it has some that must be given. */
  expression: z.string().nullable(),
});
export const TemplatePage = z.object({
  items: z.array(Template),
  nextCursor: z.null(),
  total: z.number().int(),
});

/** A place in a text; lines and columns begin at 1. */
const Problem = z.object({ message: z.string(), line: z.number().int(), column: z.number().int() });
export type Problem = z.infer<typeof Problem>;

/** An expression, or a template and its parameters, to be looked at before it is saved. */
export const CheckExpression = z.strictObject({
  expression: Expression.optional(),
  templateId: TemplateId.optional(),
  parameters: Parameters.optional(),
});
export type CheckExpression = z.infer<typeof CheckExpression>;
export const ExpressionCheck = z.object({
  /** As it would be saved; null: parameters are missing. */
  expression: z.string().nullable(),
  problems: z.array(Problem),
});
export type ExpressionCheck = z.infer<typeof ExpressionCheck>;

/** Names of clusters and namespaces of objects that exist nowhere yet. */
const ObjectPlace = z.string().trim().min(1).max(128).optional();
export const TestRules = z.strictObject({
  yaml: z.string().max(500_000).describe("Manifests, one or several documents."),
  cluster: ObjectPlace.describe("As if in this cluster; left out: rules of any cluster are asked."),
  namespace: ObjectPlace.describe("Of objects that name none; left out: `default`."),
  ruleIds: z.array(RuleId).max(200).optional().describe("Only these; left out: all enabled ones."),
  draft: RuleDraft.optional().describe("Only this one, which is not saved."),
});
export type TestRules = z.infer<typeof TestRules>;

const Judged = z.object({
  ruleId: RuleId.nullable(),
  name: z.string(),
  action: z.enum(ruleActions),
  result: z.enum(ruleResults),
  /** What would be told, or what went wrong; null: it passes. */
  message: z.string().nullable(),
  /** The containers that violate it; empty: the object as a whole. */
  containers: z.array(z.string()),
});
export type Judged = z.infer<typeof Judged>;
export const TestedObject = z.object({
  line: z.number().int(),
  kind: z.string(),
  name: z.string(),
  namespace: z.string(),
  outcome: z.enum(["allowed", "denied", "warned", "skipped"]),
  /** Why nothing was asked; null: the rules were. */
  skipped: z.string().nullable(),
  rules: z.array(Judged),
});
export type TestedObject = z.infer<typeof TestedObject>;
export const TestReport = z.object({
  problems: z.array(Problem),
  objects: z.array(TestedObject),
});
export type TestReport = z.infer<typeof TestReport>;

export const ListDecisions = z.strictObject({
  rule: RuleId.optional().describe("Only those that this rule had a part in."),
  cluster: z.string().max(128).optional(),
  namespace: z.string().max(253).optional(),
  outcome: z.enum(decisionOutcomes).optional(),
  from: When.optional(),
  to: When.optional(),
  ...paging,
});
export type ListDecisions = z.infer<typeof ListDecisions>;

/** A rule's part in a decision, with the words of that time. */
export const DecisionRule = Judged.omit({ ruleId: true }).extend({
  id: RuleId,
  message: z.string(),
  result: z.enum(["violates", "error"]),
});
export const Decision = z.object({
  id: z.uuid(),
  at: When,
  cluster: z.string(),
  outcome: z.enum(decisionOutcomes),
  /** Whether the object was let in: with an outcome `error` the default answer decides. */
  allowed: z.boolean(),
  namespace: z.string().nullable(),
  kind: z.string().nullable(),
  /** Ends with `*` where the API server makes the rest of the name. */
  name: z.string().nullable(),
  user: z.string().nullable(),
  operation: z.string().nullable(),
  isDryRun: z.boolean(),
  rules: z.array(DecisionRule),
  /** Why a review was not understood; null: it was. */
  detail: z.string().nullable(),
});
export type Decision = z.infer<typeof Decision>;
export const DecisionPage = page(Decision);

/** A cluster whose webhook has asked. */
export const AdmissionCluster = z.object({
  name: z.string(),
  reviews: z.number().int(),
  firstReviewAt: When,
  lastReviewAt: When,
});
export type AdmissionCluster = z.infer<typeof AdmissionCluster>;
export const ListAdmissionClusters = z.strictObject(paging);
export type ListAdmissionClusters = z.infer<typeof ListAdmissionClusters>;
export const AdmissionClusterPage = page(AdmissionCluster);

export const AdmissionSettings = z.object({ defaultAnswer: z.enum(defaultAnswers) });
