import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { raiseAlert } from "../alerts/raise.ts";
import { bulkDelete } from "../jobs/bulk.ts";
import { updateTags } from "../sensors/update-tags.ts";
import { updateSettings } from "../settings/update.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor } from "../testing/enrollment.ts";
import { expectRefused } from "../testing/expect.ts";
import { finishJobs } from "../testing/jobs.ts";
import { createTokens } from "../tokens/create.ts";
import { CreateTokens } from "../tokens/schema.ts";
import { listActivityEvents } from "./events.ts";
import { listActivity } from "./list.ts";
import { type ActivityRow, ListActivity, ListActivityEvents } from "./schema.ts";

let database: TestDatabase;
let clock = testClock();
const hourMs = 3_600_000;

const as = (role: "viewer" | "admin" | "provisioner") => testCtx(database.db, role, clock);
const list = (input: object = {}) => listActivity(as("viewer"), ListActivity.parse(input));
const items = async (input: object = {}) => (await list(input)).items;

interface AnEvent {
  at: Date;
  kind: "enrolled" | "revived" | "terminating" | "departed";
  pool: string;
  ephemeral: boolean;
  reason: "clean_exit" | "auto_removed" | null;
  sensorName: string;
}
const anEvent = (changes: Partial<AnEvent> = {}): AnEvent => ({
  at: clock.now(),
  kind: "enrolled",
  pool: "tag:ci",
  ephemeral: true,
  reason: null,
  sensorName: "ci-1",
  ...changes,
});
const insert = (events: AnEvent[]) =>
  database.db.sensorEvent.createMany({
    data: events.map((event) => ({ ...event, id: randomUUID(), sensorId: randomUUID() })),
  });

/** All pages, as a reader that follows the cursor sees them. */
async function all(input: object): Promise<{ rows: ActivityRow[]; totals: Set<number | null> }> {
  const rows: ActivityRow[] = [];
  const totals = new Set<number | null>();
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await list({ ...input, ...(cursor && { cursor }) });
    rows.push(...page.items);
    totals.add(page.total);
    cursor = page.nextCursor;
  }
  return { rows, totals };
}

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  clock = testClock();
  await database.db.sensorEvent.deleteMany();
  await database.db.alert.deleteMany();
  await database.db.$executeRaw`TRUNCATE audit_entry`;
  await database.db.$executeRaw`UPDATE audit_head SET seq = 0, hash = ''`;
});

describe("events of ephemeral sensors", () => {
  it("are one row per pool and hour, however many there are", async () => {
    const events = Array.from({ length: 5000 }, (_, index) =>
      index % 2 === 0
        ? anEvent({ pool: `tag:${index % 10}` })
        : anEvent({
            pool: `tag:${index % 10}`,
            kind: "departed",
            reason: index % 3 === 0 ? "auto_removed" : "clean_exit",
          }),
    );
    await insert(events);
    const page = await list();
    expect(page).toMatchObject({ total: 10, nextCursor: null });
    expect(page.items[1]).toEqual({
      type: "rollup",
      at: "2026-06-01T12:00:00.000Z",
      pool: "tag:1",
      poolLabel: "1",
      enrolled: 0,
      revived: 0,
      terminating: 0,
      departed: { auto_removed: 166, clean_exit: 334 },
    });
  });

  it("count the same as a naive reader, on whatever pages", async () => {
    const start = clock.now().getTime() - 60 * hourMs;
    const event = fc.record({
      at: fc.integer({ min: 0, max: 60 * 60 }).map((minutes) => new Date(start + minutes * 60_000)),
      kind: fc.constantFrom("enrolled" as const, "revived" as const, "departed" as const),
      pool: fc.constantFrom("tag:a", "tag:b", "tag:Z"),
      ephemeral: fc.boolean(),
      reason: fc.constantFrom("clean_exit" as const, "auto_removed" as const),
      sensorName: fc.constant("x"),
    });
    const events = fc.array(
      event.map((each) => ({ ...each, reason: each.kind === "departed" ? each.reason : null })),
      { maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(events, fc.integer({ min: 1, max: 20 }), async (given, limit) => {
        await database.db.sensorEvent.deleteMany();
        await insert(given);
        const { rows, totals } = await all({ limit });
        expect(summary(rows)).toEqual(naive(given));
        expect([...totals]).toEqual([rows.length]);
        expect(rows.map(({ at }) => at)).toEqual(
          rows
            .map(({ at }) => at)
            .sort()
            .reverse(),
        );
      }),
      { numRuns: 40 },
    );
  });

  it("of one-time tokens are one row, not one for each sensor", async () => {
    const { tokens } = await createTokens(
      as("admin"),
      CreateTokens.parse({ type: "one_time", count: 3 }),
    );
    await insert(tokens.map(({ id }) => anEvent({ pool: `token:${id}` })));
    const rows = await items({ kinds: ["enrolled"] });
    expect(rows).toMatchObject([{ pool: "one_time", poolLabel: "One-time tokens", enrolled: 3 }]);
    expect(await items({ pool: "one_time" })).toEqual(rows);
  });

  it("are called after what the token is for", async () => {
    const { tokens } = await createTokens(
      as("admin"),
      CreateTokens.parse({ type: "batch", maxUses: 9, description: "CI runners" }),
    );
    await insert(tokens.map(({ id }) => anEvent({ pool: `token:${id}` })));
    const [row] = await items({ kinds: ["enrolled"] });
    expect(row).toMatchObject({ poolLabel: `${tokens[0]?.prefix}… (CI runners)` });
  });
});

/** Counts by hour, pool and kind or reason, as the rows tell them. */
function summary(rows: ActivityRow[]): Record<string, number> {
  const counts = rows.flatMap((row): [string, number][] => {
    if (row.type === "sensor") return [[`${row.at} ${row.pool} ${row.kind} ${row.reason}`, 1]];
    if (row.type !== "rollup") return [];
    const by = { enrolled: row.enrolled, revived: row.revived, ...row.departed };
    return Object.entries(by).map(([what, count]) => [`${row.at} ${row.pool} ${what}`, count]);
  });
  return add(counts);
}

function naive(events: AnEvent[]): Record<string, number> {
  return add(
    events.map(({ at, pool, kind, reason, ephemeral }) => {
      const hour = new Date(Math.floor(at.getTime() / hourMs) * hourMs).toISOString();
      return ephemeral
        ? [`${hour} ${pool} ${reason ?? kind}`, 1]
        : [`${at.toISOString()} ${pool} ${kind} ${reason}`, 1];
    }),
  );
}

function add(counts: [string, number][]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [key, count] of counts) if (count > 0) sums[key] = (sums[key] ?? 0) + count;
  return sums;
}

describe("what people do", () => {
  it("is never rolled up, and says who, what and to what", async () => {
    const { id } = await aSensor(as("admin"), { name: "db-1" });
    for (const env of ["lab", "prod"]) await updateTags(as("admin"), { id, tags: [`env:${env}`] });
    const rows = await items({ kinds: ["action"], limit: 2 });
    expect(rows).toMatchObject([
      { action: "sensor_tags_changed", actorName: "admin@test", targetName: "db-1" },
      { action: "sensor_tags_changed", target: `sensor:${id}` },
    ]);
  });

  it("says to how many, and leaves the list of them to the audit", async () => {
    const { id } = await aSensor(as("admin"), { name: "listed" });
    await bulkDelete(as("admin"), { ids: [id] });
    await finishJobs(as("admin"));
    const [row] = await items({ kinds: ["action"] });
    expect(row).toMatchObject({ action: "sensor_deleted", details: { count: 1 } });
    expect(JSON.stringify(row)).not.toContain(id);
    const entry = await database.db.auditEntry.findFirst({ where: { action: "sensor_deleted" } });
    expect(JSON.stringify(entry?.details)).toContain(id);
  });

  it("leaves out what the system and sensors do", async () => {
    await aSensor(as("admin"), { name: "db-2" });
    const actions = (await items()).flatMap((row) => (row.type === "action" ? [row.action] : []));
    expect(actions).toEqual(["token_created"]);
  });
});

describe("the feed", () => {
  it("mixes what happened, newest first, an hour's roll-ups below its single rows", async () => {
    await insert([anEvent({ at: new Date(clock.now().getTime() + 600_000) })]);
    clock.advance(1_200_000);
    await updateSettings(as("admin"), { status: { staleAfterSeconds: 60 } });
    clock.advance(60_000);
    const alert = {
      kind: "sensor_offline",
      key: "a",
      title: "db-1 is offline",
      details: {},
    } as const;
    await database.db.$transaction((tx) => raiseAlert(tx, clock.now(), alert));
    await insert([anEvent({ ephemeral: false, kind: "departed", reason: "clean_exit" })]);
    expect((await items()).map(({ type }) => type)).toEqual([
      "alert",
      "sensor",
      "action",
      "rollup",
    ]);
  });

  it("is narrowed by kinds, pool and time", async () => {
    await insert([
      anEvent(),
      anEvent({ pool: "tag:web" }),
      anEvent({ at: new Date(clock.now().getTime() - 50 * hourMs) }),
      anEvent({ kind: "departed", reason: "clean_exit", ephemeral: false }),
    ]);
    await updateSettings(as("admin"), { status: { staleAfterSeconds: 75 } });
    const types = async (input: object) => (await items(input)).map(({ type }) => type);
    expect(await types({ kinds: ["departed"] })).toEqual(["sensor"]);
    expect(await types({ kinds: ["action", "alert"] })).toEqual(["action"]);
    expect(await types({ pool: "tag:web" })).toEqual(["rollup"]);
    expect(await types({ pool: "tag:ci" })).toEqual(["rollup", "sensor", "rollup"]);
    const to = new Date(clock.now().getTime() - hourMs).toISOString();
    expect(await types({ to })).toEqual(["rollup"]);
    expect(await types({ from: to, kinds: ["enrolled"] })).toEqual(["rollup", "rollup"]);
  });

  it("says nothing where nothing happened", async () => {
    expect(await list()).toEqual({ items: [], nextCursor: null, total: 0 });
    expect(await list({ withTotal: false })).toMatchObject({ total: null });
  });

  it("refuses provisioners, and cursors that are none", async () => {
    await expectRefused(listActivity(as("provisioner"), ListActivity.parse({})), "Forbidden");
    for (const cursor of ["x", "WyJhIiwiYiJd"]) {
      await expectRefused(list({ cursor }), "InvalidRequest");
    }
  });
});

describe("drill-down", () => {
  const hour = "2026-06-01T12:00:00.000Z";
  const events = (input: object) =>
    listActivityEvents(as("viewer"), ListActivityEvents.parse({ pool: "tag:ci", hour, ...input }));

  it("lists the events of one roll-up, on pages", async () => {
    const at = (minutes: number) => new Date(clock.now().getTime() + minutes * 60_000);
    await insert([
      ...[0, 5, 59].map((minutes) => anEvent({ at: at(minutes), sensorName: `ci-${minutes}` })),
      anEvent({ at: at(60) }),
      anEvent({ at: at(-1) }),
      anEvent({ pool: "tag:web" }),
      anEvent({ ephemeral: false }),
    ]);
    const first = await events({ limit: 2 });
    const second = await events({ limit: 2, cursor: first.nextCursor });
    expect([...first.items, ...second.items].map(({ sensorName }) => sensorName)).toEqual([
      "ci-59",
      "ci-5",
      "ci-0",
    ]);
    expect([first.total, second.nextCursor]).toEqual([3, null]);
  });

  it("refuses provisioners, and what is no hour", async () => {
    const input = ListActivityEvents.parse({ pool: "tag:ci", hour });
    await expectRefused(listActivityEvents(as("provisioner"), input), "Forbidden");
    expect(
      ListActivityEvents.safeParse({ pool: "tag:ci", hour: "2026-06-01T12:30:00Z" }).success,
    ).toBe(false);
  });
});
