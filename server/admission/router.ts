import { z } from "zod";
import { admin, call, router, viewer } from "../trpc/init.ts";
import { createRule } from "./create-rule.ts";
import { deleteRule } from "./delete-rule.ts";
import { listAdmissionClusters } from "./list-clusters.ts";
import { listDecisions } from "./list-decisions.ts";
import { getRule, listRules } from "./list-rules.ts";
import { checkRule, listTemplates } from "./list-templates.ts";
import {
  AdmissionClusterPage,
  AdmissionSettings,
  CheckExpression,
  DecisionPage,
  ExpressionCheck,
  ListAdmissionClusters,
  ListDecisions,
  ListRules,
  OneRule,
  Rule,
  RuleDraft,
  RulePage,
  SavedRule,
  SetEnabled,
  TemplatePage,
  TestReport,
  TestRules,
  UpdateRule,
} from "./schema.ts";
import { setRuleEnabled } from "./set-enabled.ts";
import { admissionSettings } from "./settings.ts";
import { testRules } from "./test-rules.ts";
import { updateRule } from "./update-rule.ts";

const tags = ["admission"];
const expression = 'containers.exists(c, !c.image.startsWith("registry.example.com/"))';

const rulesRouter = router({
  list: viewer
    .meta({
      openapi: { method: "GET", path: "/admission/rules", summary: "Lists admission rules", tags },
    })
    .input(ListRules)
    .output(RulePage)
    .query(call(listRules)),
  get: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/admission/rules/{id}",
        summary: "Shows an admission rule",
        tags,
      },
    })
    .input(OneRule)
    .output(Rule)
    .query(call(getRule)),
  create: admin
    .meta({
      openapi: {
        method: "POST",
        path: "/admission/rules",
        summary: "Makes an admission rule",
        description: "With an expression, or a template and its parameters.",
        tags,
      },
      errors: ["NameTaken"],
      example: {
        name: "Our registry only",
        templateId: "allowed-registries",
        parameters: { registries: ["registry.example.com"] },
        action: "warn",
      },
      successStatus: 201,
    })
    .input(RuleDraft)
    .output(SavedRule)
    .mutation(call(createRule)),
  update: admin
    .meta({
      openapi: {
        method: "PATCH",
        path: "/admission/rules/{id}",
        summary: "Changes an admission rule",
        description: "What is left out stays.",
        tags,
      },
      errors: ["NameTaken", "ChangedMeanwhile"],
    })
    .input(UpdateRule)
    .output(SavedRule)
    .mutation(call(updateRule)),
  setEnabled: admin
    .meta({
      openapi: {
        method: "PUT",
        path: "/admission/rules/{id}/enabled",
        summary: "Turns an admission rule on or off",
        tags,
      },
      example: { enabled: false },
    })
    .input(SetEnabled)
    .output(SavedRule)
    .mutation(call(setRuleEnabled)),
  delete: admin
    .meta({
      openapi: {
        method: "DELETE",
        path: "/admission/rules/{id}",
        summary: "Deletes an admission rule",
        tags,
      },
      successStatus: 204,
    })
    .input(OneRule)
    .output(z.void())
    .mutation(call(deleteRule)),
});

const decisionsRouter = router({
  list: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/admission/decisions",
        summary: "Lists admission decisions",
        description: "Newest first. What was allowed without a word is only counted.",
        tags,
      },
    })
    .input(ListDecisions)
    .output(DecisionPage)
    .query(call(listDecisions)),
});

export const admissionRouter = router({
  rules: rulesRouter,
  decisions: decisionsRouter,
  clusters: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/admission/clusters",
        summary: "Lists clusters whose admission webhook has asked",
        tags,
      },
    })
    .input(ListAdmissionClusters)
    .output(AdmissionClusterPage)
    .query(call(listAdmissionClusters)),
  templates: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/admission/templates",
        summary: "Lists templates of admission rules",
        tags,
      },
    })
    .output(TemplatePage)
    .query(({ ctx }) => listTemplates(ctx)),
  settings: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/admission/settings",
        summary: "Shows the answer where no admission rule decides",
        description: "`PATCH /settings` changes it.",
        tags,
      },
    })
    .output(AdmissionSettings)
    .query(({ ctx }) => admissionSettings(ctx)),
  check: admin
    .meta({
      openapi: {
        method: "POST",
        path: "/admission/check",
        summary: "Checks the expression of an admission rule",
        description: "Nothing is changed.",
        tags,
      },
      example: { expression },
    })
    .input(CheckExpression)
    .output(ExpressionCheck)
    .mutation(call(checkRule)),
  test: viewer
    .meta({
      openapi: {
        method: "POST",
        path: "/admission/test",
        summary: "Tries admission rules on manifests",
        description: "Nothing is changed or logged. A draft needs the role admin.",
        tags,
      },
      errors: ["NotFound"],
      cost: 20,
      example: {
        yaml: "kind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web, image: nginx }] }\n",
      },
    })
    .input(TestRules)
    .output(TestReport)
    .mutation(call(testRules)),
});
