import { expect, test } from "vitest";
import { RuleDraft } from "../../server/admission/schema.ts";
import { isNewlyEverywhere, newRule, type Reach, ruleValues } from "./rule-values.ts";

const registries = {
  id: "registries",
  name: "Allowed registries",
  description: "Images come from these registries only.",
  message: "The image comes from a registry that is not allowed.",
  parameters: [
    {
      name: "registries",
      label: "Registries",
      description: "",
      choices: null,
      default: ["registry.example.com"],
      isRequired: true,
      example: "registry.example.com",
    },
  ],
  expression: null,
};

test("a template fills in its name, message and default parameters; system namespaces are spared", () => {
  expect(RuleDraft.parse(newRule(registries))).toMatchObject({
    name: "Allowed registries",
    message: "The image comes from a registry that is not allowed.",
    templateId: "registries",
    parameters: { registries: ["registry.example.com"] },
    excludeNamespaces: ["kube-system", "telovix-system"],
  });
});

test("a rule of one's own begins with no template, and is not complete", () => {
  const values = newRule(null);
  expect(values).not.toHaveProperty("templateId");
  const wrong = RuleDraft.safeParse(values).error?.issues.map(({ path }) => path.join("."));
  expect(wrong).toEqual(["name", "message", "expression"]);
});

const stored = {
  ...RuleDraft.parse({ ...newRule(registries), enabled: false }),
  id: "0b0e9c0e-6a47-4f4b-9a53-0c3f4d1b2a11",
  message: "No.",
  expression: "containers.exists(c, true)",
  templateId: "registries",
  parameters: { registries: ["a"] },
  lastError: null,
  createdAt: "2026-11-21T10:00:00.000Z",
  updatedAt: "2026-11-21T10:00:00.000Z",
  updatedBy: "admin@example.com",
};

test("a rule of a template is edited by its parameters, any other by its expression", () => {
  expect(ruleValues(stored)).toMatchObject({ templateId: "registries", enabled: false });
  expect(ruleValues(stored)).not.toHaveProperty("expression");
  const own = ruleValues({ ...stored, templateId: null, parameters: null });
  expect(own).toMatchObject({ expression: "containers.exists(c, true)" });
  expect(own).not.toHaveProperty("templateId");
});

const deny: Reach = {
  ...{ action: "deny", enabled: true },
  ...{ clusters: [], namespaces: [], excludeNamespaces: ["kube-system"] },
};
const cases: [asks: boolean, before: Reach | null, after: Reach][] = [
  [true, null, deny],
  [false, null, { ...deny, action: "warn" }],
  [false, null, { ...deny, enabled: false }],
  [false, null, { ...deny, namespaces: ["web"] }],
  [false, deny, deny],
  [true, { ...deny, enabled: false }, deny],
  [true, { ...deny, action: "warn" }, deny],
  [true, { ...deny, clusters: ["oslo"] }, { ...deny, clusters: ["*"] }],
];

test.each(cases)("asks: %s, from %o to %o", (asks, before, after) => {
  expect(isNewlyEverywhere(before, after)).toBe(asks);
});
