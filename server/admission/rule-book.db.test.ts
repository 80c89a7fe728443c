import { pino } from "pino";
import { afterAll, beforeAll, expect, it } from "vitest";
import { systemClock } from "../clock.ts";
import { makeListener } from "../db/listen.ts";
import { UpdateSettings } from "../settings/schema.ts";
import { updateSettings } from "../settings/update.ts";
import { testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor, aToken } from "../testing/enrollment.ts";
import { createRule } from "./create-rule.ts";
import { deleteRule } from "./delete-rule.ts";
import { knownClusters } from "./known-clusters.ts";
import { makeRuleBook } from "./rule-book.ts";
import { OneRule, RuleDraft, UpdateRule } from "./schema.ts";
import { setRuleEnabled } from "./set-enabled.ts";
import { updateRule } from "./update-rule.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const admin = () => testCtx(database.db, "admin", systemClock);

/** As another console has it: with its own connection that hears notices. */
async function aConsole() {
  const shared = { clock: systemClock, log: pino({ level: "silent" }) };
  const listener = makeListener({ url: database.url, ...shared });
  await listener.start();
  const monotonicMs = () => performance.now();
  const book = makeRuleBook({ db: database.db, listener, ...shared, monotonicMs });
  await book.start();
  return {
    book: book.book,
    async [Symbol.asyncDispose]() {
      book.stop();
      await listener.stop();
    },
  };
}

async function within(ms: number, isSo: () => boolean): Promise<boolean> {
  const endMs = performance.now() + ms;
  while (performance.now() < endMs && !isSo()) await systemClock.sleep(10);
  return isSo();
}

it("has every console ask another's new rules within a second, and changed and deleted ones", async () => {
  await using one = await aConsole();
  await using other = await aConsole();
  const both = (isSo: (console: typeof one) => boolean) =>
    within(1000, () => isSo(one) && isSo(other));
  const draft = { name: "A", message: "m", expression: "true" };
  const { id } = await createRule(admin(), RuleDraft.parse(draft));
  expect(await both(({ book }) => book().rules.length === 1)).toBe(true);
  const ready = other.book().rules[0]?.expression;
  await updateRule(admin(), UpdateRule.parse({ id, message: "Other words." }));
  expect(await both(({ book }) => book().rules[0]?.message === "Other words.")).toBe(true);
  expect(other.book().rules[0]?.expression, "compiled once").toBe(ready);
  await setRuleEnabled(admin(), { id, enabled: false });
  expect(await both(({ book }) => book().rules.length === 0)).toBe(true);
  await setRuleEnabled(admin(), { id, enabled: true });
  expect(await both(({ book }) => book().rules.length === 1)).toBe(true);
  await deleteRule(admin(), OneRule.parse({ id }));
  expect(await both(({ book }) => book().rules.length === 0)).toBe(true);
  await updateSettings(admin(), UpdateSettings.parse({ admission: { defaultAnswer: "deny" } }));
  expect(await both(({ book }) => book().defaultAnswer === "deny")).toBe(true);
  await aToken(admin(), { type: "cluster", clusterName: "oslo-1" });
  expect(await both(({ book }) => book().clusters.has("oslo-1"))).toBe(true);
});

it("knows clusters by their tokens and by enrolled sensors, each once", async () => {
  await aToken(admin(), { type: "cluster", clusterName: "a" });
  await aToken(admin(), { type: "cluster", clusterName: "a" });
  await aSensor(admin(), { clusterName: "b" });
  await aSensor(admin(), { clusterName: "b" });
  await aSensor(admin(), { clusterName: "c" });
  await aSensor(admin());
  const names = await knownClusters(database.db);
  expect([...names].filter((name) => name.length === 1).sort()).toEqual(["a", "b", "c"]);
});
