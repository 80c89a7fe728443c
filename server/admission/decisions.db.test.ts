import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { retain } from "../sensors/retention.ts";
import { aReview, aRuleBook } from "../testing/admission.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { scannedTables } from "../testing/scanned-tables.ts";
import { createRule } from "./create-rule.ts";
import { type Decided, decide } from "./decide.ts";
import { makeDecisionLog, perHourMax, waitingMax } from "./decision-log.ts";
import type { JsonObject } from "./json.ts";
import { listAdmissionClusters } from "./list-clusters.ts";
import { listDecisions } from "./list-decisions.ts";
import { getRule } from "./list-rules.ts";
import { readReview } from "./review.ts";
import { makeReviewCounts } from "./review-counts.ts";
import { ListAdmissionClusters, ListDecisions, RuleDraft } from "./schema.ts";

let database: TestDatabase;
const clock = testClock(new Date().toISOString());
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
const none = () => database.db.admissionDecision.deleteMany();

const ctx = () => testCtx(database.db, "viewer", clock);
const list = (input: object = {}) => listDecisions(ctx(), ListDecisions.parse(input));
const silent = { clock, log: pino({ level: "silent" }) };

/** A log whose clock stands still: only `stop` writes. */
function aLog(db = database.db) {
  let dropped = 0;
  const log = makeDecisionLog({ db, ...silent, onDropped: (count) => (dropped += count) });
  return { ...log, dropped: () => dropped };
}

/** What is kept of a review that a rule, which stands at `index`, has a part in. */
function decided(request: JsonObject = {}, rules: Parameters<typeof aRuleBook>[0] = denying) {
  const review = readReview(JSON.stringify(aReview(request)));
  const { kept } = decide(aRuleBook(rules), { cluster: "prod", review }, () => 0);
  if (!kept) throw new Error("Nothing is kept of it.");
  return kept;
}
const denying = [{ expression: "true", message: "Not here." }];

async function keep(...all: Decided[]): Promise<void> {
  const log = aLog();
  for (const each of all) {
    log.add(each);
    clock.advance(1000);
  }
  await log.stop();
}

describe("a decision", () => {
  beforeEach(none);

  it("is kept with what the rules said, and listed newest first", async () => {
    await keep(decided(), decided({ name: "b", dryRun: true }), decided({ namespace: "db" }));
    const { items, nextCursor, total } = await list();
    expect([items.map(({ namespace }) => namespace), nextCursor, total]).toEqual([
      ["db", "web", "web"],
      null,
      3,
    ]);
    expect(items[1]).toMatchObject({
      ...{ cluster: "prod", outcome: "denied", allowed: false, isDryRun: true, detail: null },
      ...{ kind: "Pod", name: "b", user: "jane", operation: "CREATE" },
      rules: [{ name: "rule 0", action: "deny", result: "violates", message: "Not here." }],
    });
  });

  it.each([
    [{}, 4],
    [{ cluster: "prod" }, 4],
    [{ cluster: "lab" }, 0],
    [{ namespace: "db" }, 1],
    [{ outcome: "warned" }, 1],
    [{ outcome: "error" }, 1],
    [{ rule: "00000000-0000-4000-8000-000000000001" }, 1],
  ])("is found by %j", async (filter, total) => {
    const warning = [{ expression: "true", action: "warn" as const }];
    await keep(
      decided({ namespace: "db" }),
      decided({}, warning),
      decided({}, [{ expression: "object.x == 1" }]),
      decided({}, [...denying, ...denying]),
    );
    const found = await list(filter);
    expect([found.items.length, found.total]).toEqual([total, total]);
  });

  it("is found by its time, and page by page without a gap", async () => {
    const begin = clock.now();
    await keep(...Array.from({ length: 7 }, () => decided()));
    const from = new Date(begin.getTime() + 2000).toISOString();
    const to = new Date(begin.getTime() + 4000).toISOString();
    expect((await list({ from, to })).total).toBe(3);
    // Two at the same moment are told apart by their ids.
    await database.db.admissionDecision.updateMany({
      where: { at: { gte: from } },
      data: { at: from },
    });
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await list({ limit: 2, ...(cursor && { cursor }) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect([seen.length, new Set(seen).size]).toEqual([7, 7]);
    await expect(list({ cursor: "x" })).rejects.toMatchObject({ code: "InvalidRequest" });
  });

  it("survives names that PostgreSQL cannot store", async () => {
    const name = `a\u0000b\ud800${"x".repeat(1000)}`;
    await keep(decided({ name, namespace: name, userInfo: { username: name } }));
    expect((await list()).items[0]?.name).toMatch(/^a\ufffdb\ufffdx{200,}$/);
  });

  it("goes after the time that the settings say", async () => {
    await keep(decided());
    const later = (days: number) => new Date(clock.now().getTime() + days * 86_400_000);
    await retain(database.db, later(29));
    expect((await list()).total).toBe(1);
    await retain(database.db, later(31));
    expect((await list()).total).toBe(0);
  });
});

describe("the log", () => {
  beforeEach(none);

  it("shows a rule's newest error on the rule, unless the rule was changed since", async () => {
    const admin = testCtx(database.db, "admin", clock);
    const draft = { name: "Broken", message: "m", expression: "object.nothing == 1" };
    const { id } = await createRule(admin, RuleDraft.parse(draft));
    const failed = () => {
      const kept = decided({}, [{ expression: draft.expression }]);
      return {
        ...kept,
        findings: kept.findings.map((each) => ({ ...each, rule: { ...each.rule, id } })),
      };
    };
    clock.advance(1000);
    await keep(failed());
    expect((await getRule(ctx(), { id })).lastError?.message).toBe("Field not found: nothing");
    const changed = { lastError: null, lastErrorAt: null };
    clock.advance(10_000);
    const late = aLog();
    late.add(failed());
    const updatedAt = new Date(clock.now().getTime() + 1);
    await database.db.admissionRule.update({ where: { id }, data: { ...changed, updatedAt } });
    await late.stop();
    expect((await getRule(ctx(), { id })).lastError).toBeNull();
  });

  it("keeps so many an hour of one cluster, fewer that were not understood, and counts the rest", async () => {
    clock.advance(3_600_000 - (clock.now().getTime() % 3_600_000));
    const log = aLog();
    const strange = { ...decided(), outcome: "error" as const, detail: "No review.", findings: [] };
    for (let n = 0; n < perHourMax.misunderstood + 5; n++) log.add(strange);
    for (let n = 0; n < perHourMax.decided + 7; n++) log.add(decided());
    log.add({ ...decided(), cluster: "lab" });
    await log.stop();
    expect(log.dropped()).toBe(12);
    expect((await list({ cluster: "prod" })).total).toBe(
      perHourMax.misunderstood + perHourMax.decided,
    );
    expect((await list({ cluster: "lab" })).total).toBe(1);
  });

  it("holds so many while the database is away, and writes them when it is back", async () => {
    let isDown = true;
    const db = new Proxy(database.db, {
      get: (target, name) =>
        name === "$transaction" && isDown
          ? () => Promise.reject(new Error("down"))
          : Reflect.get(target, name),
    });
    const log = aLog(db);
    for (let n = 0; n < waitingMax + 3; n++) log.add({ ...decided(), cluster: `c-${n % 9}` });
    expect(log.dropped()).toBe(3);
    isDown = false;
    await log.stop();
    expect((await list()).total).toBe(waitingMax);
  });
});

describe("the clusters that ask", () => {
  const aCounter = () => makeReviewCounts({ ...silent, db: database.db });
  const clusters = () =>
    listAdmissionClusters(ctx(), ListAdmissionClusters.parse({})).then(({ items }) => items);

  it("are counted by every console, and listed by name", async () => {
    const [one, other] = [aCounter(), aCounter()];
    const at = clock.now().toISOString();
    for (const cluster of ["oslo", "oslo", "bergen"]) one.add(cluster);
    await one.stop();
    clock.advance(60_000);
    other.add("oslo");
    await other.stop();
    expect(await clusters()).toEqual([
      { name: "bergen", reviews: 1, firstReviewAt: at, lastReviewAt: at },
      { name: "oslo", reviews: 3, firstReviewAt: at, lastReviewAt: clock.now().toISOString() },
    ]);
  });
});

describe("among 100,000 decisions", () => {
  const rule = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
  beforeAll(async () => {
    await none();
    await database.db.$executeRaw`
      INSERT INTO admission_decision
        (id, at, cluster, outcome, allowed, namespace, is_dry_run, rule_ids, rules)
      SELECT gen_random_uuid(), ${clock.now()}::timestamptz - n * interval '20 s', 'c-' || n % 40,
        (ARRAY['denied', 'warned', 'error'])[1 + n % 3], n % 3 = 1, 'ns-' || n % 200, false,
        ARRAY[('00000000-0000-4000-8000-' || lpad((n % 100)::text, 12, '0'))::uuid], '[]'
      FROM generate_series(1, 100000) n`;
    await database.db.$executeRaw`VACUUM ANALYZE admission_decision`;
  });

  it.each([
    { cluster: "c-1" },
    { namespace: "ns-1" },
    { outcome: "error" },
    { rule: rule(7) },
    { rule: rule(7), cluster: "c-7", outcome: "error" },
    { from: new Date(clock.now().getTime() - 3_600_000).toISOString() },
  ])("%j reads no table from end to end", async (filter) => {
    const first = await list({ ...filter, limit: 2 });
    expect(first.total).toBeGreaterThan(2);
    const cursor = first.nextCursor ?? "";
    expect(await scannedTables(database, () => list({ ...filter, cursor }))).toEqual([]);
  });
});
