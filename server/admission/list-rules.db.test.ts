import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { createRule } from "./create-rule.ts";
import { listRules } from "./list-rules.ts";
import { ListRules, RuleDraft } from "./schema.ts";

const clock = testClock();
let database: TestDatabase;
const admin = () => testCtx(database.db, "admin", clock);

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const dayMs = 86_400_000;

it("counts of each rule the decisions of the last 24 hours that it had a part in", async () => {
  const rule = async (name: string) =>
    createRule(admin(), RuleDraft.parse({ name, message: "No.", expression: "false" }));
  const [busy, quiet] = [await rule("busy"), await rule("quiet")];
  const decision = (ageMs: number, ruleIds: string[]) => ({
    ...{ id: randomUUID(), at: new Date(clock.now().getTime() - ageMs), ruleIds, rules: [] },
    ...{ cluster: "oslo", outcome: "denied", allowed: false, isDryRun: false },
  });
  await database.db.admissionDecision.createMany({
    data: [
      decision(0, [busy.id]),
      decision(dayMs - 1, [busy.id, randomUUID()]),
      decision(dayMs, [busy.id, quiet.id]),
      decision(1_000, []),
    ],
  });
  const { items } = await listRules(admin(), ListRules.parse({}));
  expect(items.map(({ name, decisionsLastDay }) => [name, decisionsLastDay])).toEqual([
    ["busy", 2],
    ["quiet", 0],
  ]);
});
