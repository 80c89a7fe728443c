import { randomBytes, randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aToken } from "../testing/enrollment.ts";
import { expectAudited, expectRefused } from "../testing/expect.ts";
import { getPool } from "./get.ts";
import { listPools } from "./list.ts";
import { ListPools, type PoolView } from "./schema.ts";
import { setExpectedSize } from "./set-expected-size.ts";

let database: TestDatabase;
let batch: string;
let oneTime: string;
const clock = testClock("2026-06-01T12:30:00Z");
const now = clock.now();
const ctx = (role: "viewer" | "operator" = "viewer") => testCtx(database.db, role, clock);
const list = (input: object = {}) => listPools(ctx(), ListPools.parse(input));
const secondsAgo = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const day = 86_400;

interface Sensor {
  pool: "ci" | "web" | "batch" | "oneTime";
  silenceSeconds: number;
  ephemeral: boolean;
  enrolledAgo: number;
  /** Null: it never reported. */
  firstBeatAfter: number | null;
  startedBefore: number | null;
  departedAgo: number | null;
}
interface Event {
  pool: Sensor["pool"];
  kind: "enrolled" | "revived" | "departed" | "terminating";
  ago: number;
  reason: "clean_exit" | "auto_removed";
}

const keyOf = (pool: Sensor["pool"]) =>
  ({ ci: "tag:ci", web: "tag:web", batch: `token:${batch}`, oneTime: `token:${oneTime}` })[pool];

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  const prefixes = [];
  for (const input of [{ type: "batch", maxUses: 9, description: "night builds" }, undefined]) {
    prefixes.push((await aToken(testCtx(db, "admin", clock), input)).slice(0, 12));
  }
  const idOf = async (prefix = "") =>
    (await db.enrollmentToken.findFirstOrThrow({ where: { prefix } })).id;
  [batch, oneTime] = [await idOf(prefixes[0]), await idOf(prefixes[1])];
});
beforeEach(async () => {
  await database.db.sensor.deleteMany();
  await database.db.sensorEvent.deleteMany();
  await database.db.pool.deleteMany();
});
afterAll(() => database[Symbol.asyncDispose]());

async function store(sensors: readonly Sensor[], events: readonly Event[]): Promise<void> {
  const { db } = database;
  await db.sensor.deleteMany();
  await db.sensorEvent.deleteMany();
  const rows = sensors.map((sensor) => ({ id: randomUUID(), sensor }));
  await db.sensor.createMany({
    data: rows.map(({ id, sensor }) => {
      const at = secondsAgo(sensor.enrolledAgo);
      const after = (seconds: number | null) =>
        seconds === null ? null : new Date(at.getTime() + seconds * 1000);
      return {
        ...{ id, name: id, hostname: "h", role: "generic_linux", flavor: "standard" as const },
        ...{ arch: "amd64", kernel: "6.1", os: "Debian", version: "0.1.0", facts: {} },
        tags: { ci: ["pool:ci"], web: ["pool:web"], batch: [], oneTime: [] }[sensor.pool],
        tokenId: sensor.pool === "oneTime" ? oneTime : batch,
        publicKeyHash: new Uint8Array(randomBytes(32)),
        ephemeral: sensor.ephemeral,
        enrolledAt: at,
        installStartedAt: after(sensor.startedBefore === null ? null : -sensor.startedBefore),
        firstHeartbeatAt: after(sensor.firstBeatAfter),
        departedAt: sensor.departedAgo === null ? null : secondsAgo(sensor.departedAgo),
      };
    }),
  });
  for (const { id, sensor } of rows) {
    await db.$executeRaw`INSERT INTO sensor_heartbeat (sensor_id, at, heard_at)
      SELECT ${id}::uuid, ${now}, listening_now() - ${sensor.silenceSeconds} * interval '1 s'`;
  }
  await db.sensorEvent.createMany({
    data: events.map(({ pool, kind, ago, reason }) => ({
      ...{ kind, pool: keyOf(pool), at: secondsAgo(ago), sensorId: randomUUID() },
      ...{ sensorName: "s", ephemeral: true, reason: kind === "departed" ? reason : null },
    })),
  });
}

const pool = fc.constantFrom("ci", "web", "batch", "oneTime");
const aSensor: fc.Arbitrary<Sensor> = fc.record({
  pool,
  silenceSeconds: fc.constantFrom(0, 20, 60, 200, 1000),
  ephemeral: fc.boolean(),
  enrolledAgo: fc.integer({ min: 6 * day, max: 9 * day }),
  firstBeatAfter: fc.option(fc.integer({ min: 0, max: 2 * day })),
  startedBefore: fc.option(fc.integer({ min: 0, max: 300 })),
  departedAgo: fc.option(fc.constantFrom(1, 5 * day, 7 * day - 1, 7 * day, 8 * day)),
});
const anEvent: fc.Arbitrary<Event> = fc.record({
  pool,
  kind: fc.constantFrom("enrolled", "revived", "departed", "terminating"),
  ago: fc.constantFrom(0, 3600, day - 1, day, day + 1),
  reason: fc.constantFrom("clean_exit", "auto_removed"),
});

const sorted = (values: number[]) => [...values].sort((a, b) => a - b);
function median(values: number[]): number | null {
  const [all, middle] = [sorted(values), (values.length - 1) / 2];
  const [low, high] = [all[Math.floor(middle)], all[Math.ceil(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
const p95 = (values: number[]) => sorted(values)[Math.ceil(values.length * 0.95) - 1] ?? null;

/** What a pool's numbers are when each sensor and event is looked at by itself. */
function naive(name: Sensor["pool"], sensors: readonly Sensor[], events: readonly Event[]) {
  const own = sensors.filter((sensor) => sensor.pool === name);
  const kept = own.filter(({ departedAgo }) => departedAgo === null || departedAgo < 7 * day);
  const live = own.filter(({ departedAgo }) => departedAgo === null);
  const silent = (from: number, to: number) =>
    live.filter(({ silenceSeconds: silence }) => silence >= from && silence < to).length;
  const today = events.filter((event) => event.pool === name && event.ago < day);
  const joined = today.filter(({ kind }) => kind === "enrolled" || kind === "revived").length;
  const left = today.filter(({ kind }) => kind === "departed");
  const by = (reason: Event["reason"]) => left.filter((event) => event.reason === reason).length;
  return {
    enrolled: live.length,
    healthy: silent(0, 45),
    degraded: silent(45, 90),
    stale: silent(90, 360),
    offline: silent(360, Number.POSITIVE_INFINITY),
    ephemeralShare: live.length ? live.filter((each) => each.ephemeral).length / live.length : null,
    joined,
    departed: left.length,
    departedBy: Object.fromEntries(
      (["clean_exit", "auto_removed"] as const).flatMap((reason) =>
        by(reason) > 0 ? [[reason, by(reason)]] : [],
      ),
    ),
    churnPerHour: expect.closeTo((joined + left.length) / 24, 9),
    lifeSpanSeconds: median(
      kept.flatMap(({ departedAgo, enrolledAgo }) =>
        departedAgo === null ? [] : [Math.max(0, enrolledAgo - departedAgo)],
      ),
    ),
    firstHeartbeatSeconds: p95(
      kept.flatMap(({ firstBeatAfter, startedBefore, enrolledAgo }) =>
        firstBeatAfter === null || enrolledAgo - firstBeatAfter >= 7 * day
          ? []
          : [firstBeatAfter + (startedBefore ?? 0)],
      ),
    ),
    isKnown: kept.length > 0 || today.some(({ kind }) => kind !== "terminating"),
  };
}

describe("a pool's numbers", () => {
  it("are those that a naive look at each sensor and event gives", async () => {
    const input = [
      fc.array(aSensor, { maxLength: 14 }),
      fc.array(anEvent, { maxLength: 10 }),
    ] as const;
    await fc.assert(
      fc.asyncProperty(...input, async (sensors, events) => {
        await store(sensors, events);
        const { items, total } = await list();
        const shown = (["ci", "web", "batch"] as const).filter(
          (name) => naive(name, sensors, events).isKnown,
        );
        expect(items.map(({ key }) => key).sort()).toEqual(shown.map(keyOf).sort());
        expect(total).toBe(shown.length);
        for (const name of shown) {
          const { isKnown: _, ...numbers } = naive(name, sensors, events);
          expect(items.find(({ key }) => key === keyOf(name))).toMatchObject(numbers);
          const one = await getPool(ctx(), { key: keyOf(name) });
          expect(one).toMatchObject(numbers);
          const sum = (pick: "joined" | "departed") =>
            one.hours.reduce((all, hour) => all + hour[pick], 0);
          expect([sum("joined"), sum("departed")]).toEqual([numbers.joined, numbers.departed]);
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it("name a token's pool by its prefix and description", async () => {
    await store([aLive("batch")], []);
    const { prefix } = await database.db.enrollmentToken.findUniqueOrThrow({
      where: { id: batch },
    });
    expect((await list()).items).toMatchObject([
      { key: `token:${batch}`, label: prefix, tokenId: batch, description: "night builds" },
    ]);
  });

  it("come by clock hours that are 24 hours together", async () => {
    await store(
      [],
      [0, 1800, 1801, day - 1].map((ago) => ({
        ...{ pool: "ci", kind: "enrolled", reason: "clean_exit", ago },
      })) as Event[],
    );
    const { hours } = await getPool(ctx(), { key: "tag:ci" });
    expect(hours).toHaveLength(25);
    expect([hours[0]?.at, hours[24]?.at]).toEqual([
      "2026-05-31T12:00:00.000Z",
      "2026-06-01T12:00:00.000Z",
    ]);
    expect(hours.map(({ joined }) => joined).filter(Boolean)).toEqual([1, 1, 2]);
  });
});

const aLive = (pool: Sensor["pool"]): Sensor => ({
  ...{ pool, silenceSeconds: 0, ephemeral: true, enrolledAgo: 10 },
  ...{ firstBeatAfter: null, startedBefore: null, departedAgo: null },
});

describe("the list", () => {
  it("comes in pages in any order, each pool once", async () => {
    const sensors = [aLive("ci"), aLive("ci"), aLive("web"), aLive("batch")];
    await store([...sensors, { ...aLive("web"), departedAgo: 5 }], []);
    await setExpectedSize(ctx("operator"), { key: "tag:later", expectedSize: 4 });
    for (const sort of ListPools.shape.sort.unwrap().options) {
      for (const order of ["asc", "desc"] as const) {
        const all = (await list({ sort, order })).items;
        const paged: PoolView[] = [];
        let cursor: string | null = null;
        do {
          const page = await list({ sort, order, limit: 1, ...(cursor && { cursor }) });
          paged.push(...page.items);
          cursor = page.nextCursor;
        } while (cursor);
        expect(paged).toEqual(all);
        expect(all).toHaveLength(4);
      }
    }
    const largest = (await list({ sort: "enrolled", order: "desc" })).items[0];
    expect(largest).toMatchObject({ key: "tag:ci", enrolled: 2 });
  });

  it("finds by label, description, and what is missing", async () => {
    await store([aLive("ci"), aLive("web"), aLive("batch")], []);
    await setExpectedSize(ctx("operator"), { key: "tag:ci", expectedSize: 2 });
    await setExpectedSize(ctx("operator"), { key: "tag:web", expectedSize: 1 });
    // A token's prefix is random and may match anything.
    const keys = async (input: object) =>
      (await list(input)).items.flatMap(({ label, tokenId }) => (tokenId ? [] : [label]));
    expect(await keys({ q: "WE" })).toEqual(["web"]);
    expect(await keys({ q: "%" })).toEqual([]);
    expect((await list({ q: "night builds" })).total).toBe(1);
    expect(await keys({ missing: true })).toEqual(["ci"]);
  });

  it("refuses a cursor that is not its own", async () => {
    await expectRefused(list({ cursor: "nonsense" }), "InvalidRequest");
  });
});

describe("an expected size", () => {
  it("is set, changed and removed, each audited once", async () => {
    const key = "tag:ci";
    for (const expectedSize of [3, 5, null]) {
      await setExpectedSize(ctx("operator"), { key, expectedSize });
      await expectAudited(database.db, "pool_expected_size_changed", ctx("operator").actor);
      const before = await database.db.auditEntry.count();
      await setExpectedSize(ctx("operator"), { key, expectedSize });
      expect(await database.db.auditEntry.count()).toBe(before);
    }
    await expectRefused(getPool(ctx(), { key }), "NotFound");
  });

  it("shows a one-time token's pool, and a pool that has no sensor yet", async () => {
    await store([aLive("oneTime")], []);
    expect((await list()).total).toBe(0);
    await setExpectedSize(ctx("operator"), { key: `token:${oneTime}`, expectedSize: 1 });
    await setExpectedSize(ctx("operator"), { key: "tag:later", expectedSize: 9 });
    expect((await list()).items).toMatchObject([
      { key: "tag:later", enrolled: 0, expectedSize: 9, ephemeralShare: null },
      { key: `token:${oneTime}`, enrolled: 1, expectedSize: 1, ephemeralShare: 1 },
    ]);
  });

  it("is refused of viewers and of tokens that are not there", async () => {
    const input = { key: "tag:ci", expectedSize: 1 };
    await expectRefused(setExpectedSize(ctx(), input), "Forbidden");
    const key = `token:${randomUUID()}`;
    await expectRefused(setExpectedSize(ctx("operator"), { ...input, key }), "NotFound");
  });
});
