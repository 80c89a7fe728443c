import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor } from "../testing/enrollment.ts";
import { matches, type StatusClock, sensorTables, statusColumn } from "./query.ts";
import { SensorFilter } from "./schema.ts";
import { sensorStatus, statuses, thresholdOf } from "./status.ts";

let database: TestDatabase;
const now = new Date("2026-06-01T12:00:00.500Z");

/** What each sensor of the test is; the filter is held against this in JavaScript. */
const fleet: { name: string; clusterName: string | null; tags: string[]; role: string }[] = [
  { name: "web-1", clusterName: "eu", tags: ["env:lab", "tier:web"], role: "generic_linux" },
  { name: "web_2", clusterName: "eu", tags: ["env:prod"], role: "generic_linux" },
  { name: "db.1", clusterName: "us", tags: ["env:prod", "tier:db"], role: "database" },
  { name: "edge", clusterName: null, tags: [], role: "database" },
];

beforeAll(async () => {
  database = await testDatabase();
  for (const { name, tags, role, clusterName } of fleet) {
    const { id } = await aSensor(testCtx(database.db, "admin"), {
      name,
      hostname: name,
      tags,
      role,
    });
    await database.db.sensor.update({ where: { id }, data: { clusterName } });
  }
});
afterAll(() => database[Symbol.asyncDispose]());

const hear = (heardAt: Date) =>
  database.db.$executeRaw`UPDATE sensor_heartbeat SET heard_at = ${heardAt}`;

async function select(filter: SensorFilter, clock: StatusClock) {
  const rows = await database.db.$queryRaw<{ name: string; status: string }[]>`
    SELECT s.name, ${statusColumn(clock)} AS status FROM ${sensorTables}
    WHERE ${matches(filter, clock)} ORDER BY s.name`;
  return rows;
}

describe("status in SQL", () => {
  const boundaries = (stale: number) =>
    [Math.min(45, stale), stale, stale * 4].flatMap((seconds) =>
      [-1, 0, 1].map((ms) => seconds * 1000 + ms),
    );
  const cases = [5, 44, 45, 46, 90].flatMap((stale) =>
    [-1, 0, ...boundaries(stale)].map((silenceMs) => [stale, silenceMs] as const),
  );

  it.each(cases)(
    "with stale after %i s and %i ms of silence is the rule's",
    async (stale, silence) => {
      const clock = { now, silentUntil: null, thresholds: { staleAfterSeconds: stale } };
      const heardAt = new Date(now.getTime() - silence);
      await hear(heardAt);
      const status = sensorStatus(heardAt, now, clock.thresholds);
      expect((await select({}, clock)).map((row) => row.status)).toEqual(fleet.map(() => status));
      const found: string[] = [];
      for (const each of statuses) {
        if ((await select({ status: [each] }, clock)).length > 0) found.push(each);
      }
      expect(found).toEqual([status]);
    },
  );
});

describe("status in SQL with thresholds of pools", () => {
  const pools = ["tag:a", "tag:b", "tag:c"];
  const own = fc.record({
    pool: fc.constantFrom(...pools, "tag:none"),
    staleAfterSeconds: fc.constantFrom(5, 44, 60, 90, 200),
  });
  const silence = fc
    .tuple(fc.constantFrom(5, 20, 44, 45, 60, 90, 176, 200, 240, 360, 800), fc.nat(2))
    .map(([seconds, more]) => seconds * 1000 + more - 1);

  it("is the rule's, in the column and in the filter", async () => {
    for (const [index, { name }] of fleet.entries()) {
      const tags = index < pools.length ? [`pool:${pools[index]?.slice(4)}`] : [];
      await database.db.sensor.updateMany({ where: { name }, data: { tags } });
    }
    const rows = await database.db.sensor.findMany({ orderBy: { name: "asc" } });
    const arbitrary = fc.uniqueArray(own, { selector: (each) => each.pool, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(arbitrary, silence, async (given, silenceMs) => {
        const clock = {
          now,
          silentUntil: null,
          thresholds: { staleAfterSeconds: 90, pools: given },
        };
        const heardAt = new Date(now.getTime() - silenceMs);
        await hear(heardAt);
        const expected = rows.map(({ name, pool }) => ({
          name,
          status: sensorStatus(heardAt, now, thresholdOf(clock.thresholds, pool)),
        }));
        expect(await select({}, clock)).toEqual(expected);
        for (const each of statuses) {
          const found = await select({ status: [each] }, clock);
          expect(found).toEqual(expected.filter(({ status }) => status === each));
        }
      }),
      { numRuns: 60 },
    );
    for (const { name, tags } of fleet) {
      await database.db.sensor.updateMany({ where: { name }, data: { tags } });
    }
  });
});

describe("the filter in SQL", () => {
  const text = fc.constantFrom("WEB", "web_", "web-", "%", "_", "\\", ".", "env:prod", "e", "zzz");
  const filter = fc.record(
    {
      q: text,
      cluster: fc.constantFrom("eu", "us", "none", "%"),
      role: fc.constantFrom("database", "generic_linux", "x"),
      tag: fc.subarray(["env:prod", "env:lab", "tier:db"]),
      ephemeral: fc.boolean(),
      flavor: fc.constantFrom("standard" as const, "telecom" as const),
    },
    { requiredKeys: [] },
  );

  function isMatch(sensor: (typeof fleet)[number], filter: SensorFilter): boolean {
    const { q, cluster, role, tag, ephemeral, flavor } = filter;
    const texts = [sensor.name, sensor.tags.join(" ")].map((each) => each.toLowerCase());
    return [
      q === undefined || texts.some((each) => each.includes(q.toLowerCase())),
      cluster === undefined || sensor.clusterName === cluster,
      role === undefined || sensor.role === role,
      (tag ?? []).every((each) => sensor.tags.includes(each)),
      ephemeral !== true,
      flavor !== "telecom",
    ].every(Boolean);
  }

  it("finds what the same filter in JavaScript finds", async () => {
    await hear(now);
    const clock = { now, silentUntil: null, thresholds: { staleAfterSeconds: 90 } };
    await fc.assert(
      // `q` also looks at the id, which may hold an "e".
      fc.asyncProperty(filter, async (given) => {
        const found = (await select(given, clock)).map(({ name }) => name);
        const expected = fleet.filter((sensor) => isMatch(sensor, given)).map(({ name }) => name);
        if (given.q === "e") expect(found).toEqual(expect.arrayContaining(expected));
        else expect(found).toEqual(expected.sort());
      }),
      { numRuns: 150 },
    );
  });

  it("takes a whole pool key, and the token whatever the pool", async () => {
    const row = await database.db.sensor.findFirstOrThrow({ where: { name: "edge" } });
    const clock = { now, silentUntil: null, thresholds: { staleAfterSeconds: 90 } };
    const found = async (given: SensorFilter) =>
      (await select(given, clock)).map(({ name }) => name);
    const { id, tokenId } = row;
    expect(await found({ pool: `token:${tokenId}` })).toEqual(["edge"]);
    await database.db.sensor.update({ where: { id }, data: { tags: ["pool:ci", "pool:other"] } });
    expect(await found({ pool: `token:${tokenId}` })).toEqual([]);
    expect(await found({ pool: "tag:ci" })).toEqual(["edge"]);
    expect(await found({ pool: "tag:other" })).toEqual([]);
    expect(await found({ token: tokenId })).toEqual(["edge"]);
    expect(await found({ token: tokenId, pool: "tag:c" })).toEqual([]);
    await database.db.sensor.update({ where: { id }, data: { tags: [] } });
  });

  it("refuses what is longer than a search can be", () => {
    expect(SensorFilter.safeParse({ q: "a".repeat(10_000) }).success).toBe(false);
    expect(SensorFilter.safeParse({ cluster: "a".repeat(10_000) }).success).toBe(false);
    expect(SensorFilter.safeParse({ tag: ["$(reboot):x"] }).success).toBe(false);
  });
});
