import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Role } from "../auth/role.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { expectAudited, expectRefused } from "../testing/expect.ts";
import { createRule, rulesMax } from "./create-rule.ts";
import { deleteRule } from "./delete-rule.ts";
import { getRule, listRules } from "./list-rules.ts";
import { checkRule, listTemplates } from "./list-templates.ts";
import { ListRules, RuleDraft, TestRules, UpdateRule } from "./schema.ts";
import { setRuleEnabled } from "./set-enabled.ts";
import { testRules } from "./test-rules.ts";
import { updateRule } from "./update-rule.ts";

let database: TestDatabase;
const clock = testClock();
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  await database.db.admissionRule.deleteMany();
});

const as = (role: Role) => testCtx(database.db, role, clock);
const expression = 'containers.exists(c, c.image.contains("evil"))';
const draft = { name: "No evil", message: "No evil images.", expression };
const create = (changes: object = {}, role: Role = "admin") =>
  createRule(as(role), RuleDraft.parse({ ...draft, ...changes }));
const update = (changes: object, role: Role = "admin") =>
  updateRule(as(role), UpdateRule.parse(changes));
const audited = (action: string) => expectAudited(database.db, action, as("admin").actor);

describe("a rule", () => {
  it("is made by an admin, read by all, and audited", async () => {
    const made = await create({ clusters: ["prod-*"], action: "warn" });
    await audited("admission_rule_created");
    expect(made).toMatchObject({ ...draft, enabled: true, action: "warn", warnings: [] });
    const { warnings: _, ...rule } = made;
    expect(await getRule(as("viewer"), { id: made.id })).toEqual(rule);
    await expectRefused(create({ name: "Another" }, "operator"), "Forbidden");
  });

  it("of a template has its expression and message, and keeps its parameters", async () => {
    const parameters = { registries: ["ghcr.io/acme"] };
    const made = await create({
      ...{
        message: undefined,
        expression: undefined,
        templateId: "allowed-registries",
        parameters,
      },
    });
    expect(made).toMatchObject({ templateId: "allowed-registries", parameters });
    expect(made.expression).toContain('["ghcr.io/acme/"]');
    const other = await update({ id: made.id, parameters: { registries: ["quay.io"] } });
    expect(other.expression).toContain('["quay.io/"]');
    const own = await update({ id: made.id, expression: "false" });
    expect(own).toMatchObject({ expression: "false", templateId: null, parameters: null });
  });

  it.each([
    [
      { expression: "containers.exists(c, d)" },
      "InvalidRequest",
      "line 1, column 22: There is no “d”",
    ],
    [{ expression: undefined }, "InvalidRequest", "expression: give one, or a templateId"],
    [{ message: undefined }, "InvalidRequest", "message: say what is told"],
    [{ templateId: "no-root" }, "InvalidRequest", "the template makes it"],
    [{ parameters: {} }, "InvalidRequest", "only a template takes them"],
    [{ expression: undefined, templateId: "x" }, "InvalidRequest", "no such template"],
  ])("is refused with %j", async (changes, code, detail) => {
    await expect(create(changes)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(detail),
    });
    expect(await database.db.admissionRule.count()).toBe(0);
  });

  it("has a name of its own, however it is written", async () => {
    const { id } = await create();
    await expectRefused(create({ name: "NO EVIL" }), "NameTaken");
    const other = await create({ name: "Other" });
    await expectRefused(update({ id: other.id, name: "no evil" }), "NameTaken");
    expect((await update({ id, name: "NO evil" })).name).toBe("NO evil");
  });

  it("is changed only as it was read, when that is said", async () => {
    const { id, updatedAt } = await create();
    clock.advance(1000);
    const newer = await update({ id, name: "Newer", expectedUpdatedAt: updatedAt });
    await audited("admission_rule_changed");
    await expectRefused(
      update({ id, name: "Lost", expectedUpdatedAt: updatedAt }),
      "ChangedMeanwhile",
    );
    expect(newer).toMatchObject({ name: "Newer", expression, updatedBy: "admin@test" });
    await expectRefused(update({ id, name: "x" }, "operator"), "Forbidden");
    await expectRefused(update({ id, expression: "1" }), "InvalidRequest");
  });

  it("has no error any more once its expression is another", async () => {
    const { id } = await create();
    const lastErrorAt = clock.now();
    await database.db.admissionRule.updateMany({ data: { lastErrorAt, lastError: "No field." } });
    const renamed = await update({ id, name: "Renamed" });
    expect(renamed.lastError).toEqual({ at: lastErrorAt.toISOString(), message: "No field." });
    expect((await update({ id, expression: "false" })).lastError).toBeNull();
  });

  it("is turned off and on, and deleted", async () => {
    const { id } = await create();
    await expectRefused(setRuleEnabled(as("operator"), { id, enabled: false }), "Forbidden");
    expect((await setRuleEnabled(as("admin"), { id, enabled: false })).enabled).toBe(false);
    await audited("admission_rule_disabled");
    await setRuleEnabled(as("admin"), { id, enabled: true });
    await audited("admission_rule_enabled");
    await expectRefused(deleteRule(as("operator"), { id }), "Forbidden");
    await deleteRule(as("admin"), { id });
    await audited("admission_rule_deleted");
    await expectRefused(deleteRule(as("admin"), { id }), "NotFound");
  });

  it("that would deny the sensors warns its author", async () => {
    const privileged = { expression: undefined, message: undefined, templateId: "no-privileged" };
    expect((await create(privileged)).warnings[0]).toContain("sensors violate this rule");
    const off = { ...privileged, enabled: false, name: "Off" };
    const { id, warnings } = await create(off);
    expect(warnings).toEqual([]);
    expect((await setRuleEnabled(as("admin"), { id, enabled: true })).warnings).toHaveLength(1);
    const excluded = { ...privileged, name: "Excluded", excludeNamespaces: ["telovix-*"] };
    expect((await create(excluded)).warnings).toEqual([]);
    expect((await create({ ...privileged, name: "Warns", action: "warn" })).warnings).toEqual([]);
  });

  it("is one of a bounded number", async () => {
    const { id: _, ...row } = await database.db.admissionRule.findUniqueOrThrow({
      where: { id: (await create()).id },
    });
    const others = Array.from({ length: rulesMax - 1 }, (_each, n) => ({
      ...{ ...row, parameters: undefined, name: `Rule ${String(n).padStart(3, "0")}` },
      id: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
    }));
    await database.db.admissionRule.createMany({ data: others as never });
    await expectRefused(create({ name: "One more" }), "InvalidRequest");
    const page = (cursor?: string) =>
      listRules(as("viewer"), ListRules.parse({ limit: 150, cursor }));
    const first = await page();
    const second = await page(first.nextCursor ?? "");
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([150, 50, null]);
    expect(new Set([...first.items, ...second.items].map(({ name }) => name)).size).toBe(rulesMax);
    expect(await listRules(as("viewer"), ListRules.parse({ q: "rule 00" }))).toMatchObject({
      total: 10,
    });
  });
});

describe("before it is saved,", () => {
  it("an expression is checked, and what a template makes is shown", async () => {
    expect(await checkRule(as("admin"), { expression: "x" })).toMatchObject({
      problems: [{ line: 1, column: 1 }],
    });
    const { expression: made, problems } = await checkRule(as("admin"), { templateId: "no-root" });
    expect([made?.startsWith("containers.exists"), problems]).toEqual([true, []]);
    const missing = await checkRule(as("admin"), { templateId: "labels-required" });
    expect(missing).toMatchObject({ expression: null, problems: [{ line: 1 }] });
    await expectRefused(checkRule(as("operator"), { expression: "true" }), "Forbidden");
  });

  it("templates are listed with what they ask for", async () => {
    const { items, total } = await listTemplates(as("viewer"));
    expect(total).toBe(items.length);
    const registries = items.find(({ id }) => id === "allowed-registries");
    expect(registries).toMatchObject({ expression: null, parameters: [{ name: "registries" }] });
  });
});

describe("a dry run", () => {
  const pod = (name: string, image: string) =>
    `kind: Pod\nmetadata: { name: ${name} }\nspec: { containers: [{ name: app, image: ${image} }] }\n`;
  const test = (input: object, role: Role = "viewer") =>
    testRules(as(role), TestRules.parse(input));

  it("asks the enabled rules about every object, and changes nothing", async () => {
    await create();
    await create({ name: "Off", enabled: false, expression: "true" });
    await create({ name: "Warns", action: "warn", expression: "object.spec.x == 1" });
    const before = await database.db.auditEntry.count();
    const yaml = `${pod("a", "nginx")}---\n${pod("b", "evil")}---\nkind: Service\nmetadata: { name: s }\n`;
    const { objects, problems } = await test({ yaml });
    expect(problems).toEqual([]);
    expect(objects).toMatchObject([
      { line: 1, kind: "Pod", name: "a", namespace: "default", outcome: "warned" },
      { line: 5, name: "b", outcome: "denied" },
      { line: 9, kind: "Service", outcome: "skipped", rules: [] },
    ]);
    expect(objects[1]?.rules).toMatchObject([
      { name: "No evil", result: "violates", containers: ["app"] },
      { name: "Warns", result: "error", message: "Could not be evaluated: Field not found: x" },
    ]);
    expect(await database.db.auditEntry.count()).toBe(before);
    expect(await database.db.admissionDecision.count()).toBe(0);
  });

  it("takes those that are named, or a draft, which only admins may try", async () => {
    const { id } = await create({ enabled: false });
    const named = await test({ yaml: pod("a", "evil"), ruleIds: [id] });
    expect(named.objects[0]?.outcome).toBe("denied");
    const nobody = "00000000-0000-4000-8000-000000000000";
    await expectRefused(test({ yaml: "", ruleIds: [nobody] }), "NotFound");
    const tried = { yaml: pod("a", "x"), draft: { ...draft, expression: "true" } };
    expect((await test(tried, "admin")).objects[0]?.rules).toMatchObject([{ ruleId: null }]);
    await expectRefused(test(tried, "operator"), "Forbidden");
    const bad = { ...tried, draft: { ...draft, expression: "(" } };
    await expectRefused(test(bad, "admin"), "InvalidRequest");
  });

  it("goes by the place of the object", async () => {
    await create({ clusters: ["prod"], namespaces: ["web"] });
    const yaml = pod("a", "evil");
    const asked = async (input: object) =>
      (await test({ yaml, ...input })).objects[0]?.rules.length;
    expect(await asked({ namespace: "web" })).toBe(1);
    expect(await asked({ namespace: "web", cluster: "prod" })).toBe(1);
    expect(await asked({ namespace: "web", cluster: "lab" })).toBe(0);
    expect(await asked({ cluster: "prod" })).toBe(0);
  });
});
