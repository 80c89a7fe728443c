import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getCluster } from "../clusters/get.ts";
import { listClusters } from "../clusters/list.ts";
import { clusterSortKeys, ListClusters } from "../clusters/schema.ts";
import { listDeparted } from "../departed/list.ts";
import { ListDeparted } from "../departed/schema.ts";
import { listPools } from "../pools/list.ts";
import { ListPools } from "../pools/schema.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { largeFleet, seedFleet } from "../testing/fleet.ts";
import { scannedTables } from "../testing/scanned-tables.ts";
import { sensorCounts } from "./count.ts";
import { sensorFacets } from "./facets.ts";
import { sensorGroups } from "./groups.ts";
import { sensorRows, totalQuery } from "./list.ts";
import { statusClock } from "./query.ts";
import { GroupSensors, groupings, ListSensors, sortKeys } from "./schema.ts";

/** Every statement over a fleet of 100,000 enrolled and 100,000 departed, by its plan. */
let database: TestDatabase;
const ctx = () => testCtx(database.db, "viewer", testClock(new Date().toISOString()));

beforeAll(async () => {
  database = await testDatabase();
  const client = new pg.Client(database.url);
  await client.connect();
  await client.query("ALTER TABLE sensor_heartbeat SET (autovacuum_enabled = false)");
  await seedFleet(client, largeFleet);
  await client.end();
}, 180_000);
afterAll(() => database[Symbol.asyncDispose]());

/** Of those about sensors. */
const scanned = async (run: () => Promise<unknown>): Promise<string[]> =>
  (await scannedTables(database, run)).filter((table) => /^sensor/.test(table));

const page = (input: object) => () => sensorRows(ctx(), ListSensors.parse(input));
const day = 86_400;

/** Filters as admins set them, rare and frequent values. */
const filters: Record<string, object> = {
  healthy: { status: ["healthy"] },
  stale: { status: ["stale"] },
  "stale or offline": { status: ["stale", "offline"] },
  "a large cluster": { cluster: "cluster-01" },
  "a small cluster": { cluster: "cluster-59" },
  "no cluster": { hasCluster: false },
  "a role": { role: "storage" },
  "a version": { version: "0.5.1" },
  "a kernel": { kernel: "6.11.0-2-cloud" },
  "a frequent tag": { tag: ["env:prod"] },
  "a rare tag": { tag: ["rack:r17"] },
  "any of two tags": { anyTag: ["rack:r17", "rack:r18"] },
  "not a tag": { noTag: ["env:prod"] },
  "a pool": { pool: "tag:p3" },
  "a token": { token: "00000000-0000-4000-8000-000000000005" },
  ephemeral: { ephemeral: true },
  telecom: { flavor: "telecom" },
  "silent for a day": { silentOverSeconds: day },
  "a name": { q: "web-payments-00" },
  "an address and a status": { q: "ip-10-1-17-", status: ["offline"] },
  "a cluster's stale": { cluster: "cluster-02", status: ["stale"] },
};

describe("a page of 100,000", () => {
  it.each(sortKeys)("sorted by %s reads no table from end to end", async (sort) => {
    for (const order of ["asc", "desc"]) {
      expect([order, await scanned(page({ sort, order }))]).toEqual([order, []]);
      const { nextCursor: cursor } = await page({ sort, order, limit: 500 })();
      expect(cursor).not.toBeNull();
      expect([order, await scanned(page({ sort, order, cursor }))]).toEqual([order, []]);
    }
  });

  it.each(Object.entries(filters))("filtered by %s reads none either", async (_name, filter) => {
    expect(await scanned(page(filter))).toEqual([]);
    expect(await scanned(page({ ...filter, sort: "status", order: "desc" }))).toEqual([]);
  });

  it("reads none with statistics from before the fleet came back", async () => {
    await database.pool.query(`UPDATE sensor_heartbeat SET heard_at = listening_now()
      WHERE silent_since > listening_now() - interval '10 days' AND silent_since < 'infinity'`);
    for (const filter of [{}, { status: ["stale", "offline"] }, { status: ["healthy"] }])
      for (const sort of ["name", "status", "lastHeartbeatAt"] as const)
        for (const order of ["asc", "desc"])
          expect(await scanned(page({ ...filter, sort, order }))).toEqual([]);
  });
});

describe("sums over the fleet", () => {
  /** What counts by status has to read every heartbeat, wherever it begins. */
  const heartbeats = "sensor_heartbeat";

  it("counts in all read no sensor's row", async () => {
    expect(await scanned(() => sensorCounts(ctx(), {}))).toEqual([heartbeats]);
    expect(await scanned(() => sensorCounts(ctx(), { cluster: "cluster-59" }))).toEqual([]);
  });

  it.each(groupings.filter((by) => by !== "tag"))(
    "groups by %s read no sensor's row",
    async (by) => {
      const groups = await scanned(() => sensorGroups(ctx(), GroupSensors.parse({ by })));
      expect(groups).toEqual([heartbeats]);
    },
  );

  it("groups by tag read every sensor, as tags stand in rows alone", async () => {
    const input = GroupSensors.parse({ by: "tag", tagKey: "env" });
    expect(await scanned(() => sensorGroups(ctx(), input))).toContain("sensor");
  });

  it("facets read every sensor once, for its tags", async () => {
    expect(await scanned(() => sensorFacets(ctx()))).toEqual(["sensor"]);
  });

  it("pools read no sensor's row", async () => {
    expect(await scanned(() => listPools(ctx(), ListPools.parse({})))).toEqual([heartbeats]);
  });

  it.each(clusterSortKeys)(
    "clusters by %s read no sensor's row, and no heartbeat",
    async (sort) => {
      for (const limit of [1, 50, 500]) {
        const input = ListClusters.parse({ sort, order: "desc", limit });
        expect(await scanned(() => listClusters(ctx(), input))).toEqual([]);
      }
      expect(await scanned(() => getCluster(ctx(), { name: "cluster-59" }))).toEqual([]);
    },
  );

  it.each(Object.entries(filters).filter(([, filter]) => !("noTag" in filter)))(
    "the total of %s reads no table from end to end",
    async (_name, filter) => {
      const clock = await statusClock(database.db);
      expect(await scanned(() => database.db.$queryRaw(totalQuery(filter, clock)))).toEqual([]);
    },
  );

  it("the total of those without a tag reads every sensor: no index holds what is absent", async () => {
    const clock = await statusClock(database.db);
    const total = totalQuery({ noTag: ["env:prod"] }, clock);
    expect(await scanned(() => database.db.$queryRaw(total))).toEqual(["sensor"]);
  });
});

describe("100,000 departed", () => {
  const inputs = [
    ...["departedAt", "name", "lifeSpan"].flatMap((sort) =>
      ["asc", "desc"].map((order) => ({ sort, order })),
    ),
    { q: "web-payments-00" },
    { q: "tlx_0" },
    { pool: "tag:p3" },
    { token: "00000000-0000-4000-8000-000000000005" },
  ];
  it.each(inputs)("by %j are read by index", async (input) => {
    expect(await scanned(() => listDeparted(ctx(), ListDeparted.parse(input)))).toEqual([]);
  });
});
