import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor } from "../testing/enrollment.ts";
import { expectAudited, expectRefused } from "../testing/expect.ts";
import { sensorCounts } from "./count.ts";
import { deleteSensor } from "./delete.ts";
import { sensorFacets } from "./facets.ts";
import { getSensor } from "./get.ts";
import { listSensors } from "./list.ts";
import { ListSensors, sortKeys } from "./schema.ts";
import { updateTags } from "./update-tags.ts";

let database: TestDatabase;
const clock = testClock();
const admin = () => testCtx(database.db, "admin", clock);
const list = (input: object = {}) => listSensors(admin(), ListSensors.parse(input));
const names = async (input: object = {}) => (await list(input)).items.map(({ name }) => name);

/** Moves the last heartbeat into the past. */
const silence = (id: string, seconds: number) =>
  database.db
    .$executeRaw`UPDATE sensor_heartbeat SET heard_at = listening_now() - ${seconds} * interval '1 second' WHERE sensor_id = ${id}::uuid`;

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await database.db.$executeRaw`TRUNCATE sensor, enrollment_token CASCADE`;
  // A gateway is listening now, so the listening clock runs.
  await database.db.$executeRaw`SELECT tick_listening()`;
});
afterAll(() => database[Symbol.asyncDispose]());

describe("the list", () => {
  it("shows each sensor with the status of its silence, and counts agree with every filter", async () => {
    for (const [name, seconds] of [
      ["h", 1],
      ["d", 60],
      ["s", 120],
      ["o", 400],
    ] as const) {
      await silence((await aSensor(admin(), { name })).id, seconds);
    }
    const { items } = await list();
    expect(items.map(({ name, status }) => [name, status])).toEqual([
      ["d", "degraded"],
      ["h", "healthy"],
      ["o", "offline"],
      ["s", "stale"],
    ]);
    const counts = await sensorCounts(admin(), {});
    expect(counts).toEqual({
      healthy: 1,
      degraded: 1,
      stale: 1,
      offline: 1,
      departed: 0,
      total: 4,
    });
    for (const status of ["healthy", "degraded", "stale", "offline"] as const) {
      expect((await list({ status: [status] })).total).toBe(counts[status]);
    }
  });

  it("pages through everything once, in both directions and by every sort", async () => {
    for (let index = 0; index < 7; index++) await aSensor(admin(), { name: `n${index}` });
    await database.db.$executeRaw`UPDATE sensor SET cluster_name = name WHERE name IN ('n3', 'n5')`;
    for (const sort of sortKeys) {
      for (const order of ["asc", "desc"]) {
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const page = await list({ sort, order, limit: 3, ...(cursor ? { cursor } : {}) });
          seen.push(...page.items.map(({ name }) => name));
          cursor = page.nextCursor;
        } while (cursor);
        expect([...seen].sort()).toEqual(["n0", "n1", "n2", "n3", "n4", "n5", "n6"]);
      }
    }
  });

  it("orders by status with the healthy first and the longest silence last", async () => {
    for (const [name, seconds] of [
      ["long", 900],
      ["heard", 0],
      ["short", 60],
    ] as const)
      await silence((await aSensor(admin(), { name })).id, seconds);
    expect(await names({ sort: "status" })).toEqual(["heard", "short", "long"]);
    expect(await names({ sort: "lastHeartbeatAt" })).toEqual(["long", "short", "heard"]);
  });

  it("pages past names of the greatest length", async () => {
    const long = ["a", "b", "c"].map((first) => first.padEnd(128, "x"));
    for (const name of long) await aSensor(admin(), { name });
    const { nextCursor } = await list({ limit: 1 });
    expect(await names({ limit: 2, cursor: nextCursor })).toEqual(long.slice(1));
  });

  it.each(["%", "_", "\\", "'; DROP TABLE sensor; --", "\0", "a".repeat(200)])(
    "finds nothing for %j, and breaks nothing",
    async (q) => {
      await aSensor(admin(), { name: "plain" });
      expect(await names({ q })).toEqual([]);
      expect(await names({ q: "LAI" })).toEqual(["plain"]);
    },
  );

  it.each([
    "not mine",
    "[]",
    '["a"]',
    '["a","------------------------------------"]',
    '["\\u0000","00000000-0000-4000-8000-000000000000"]',
    '[null,"00000000-0000-4000-8000-000000000000"]',
    "{}",
  ])("refuses the cursor %j", async (text) => {
    const cursor = Buffer.from(text).toString("base64url");
    await expectRefused(list({ cursor }), "InvalidRequest");
  });

  it("says when an ephemeral sensor is removed, by the reader's clock", async () => {
    const { id } = await aSensor(admin(), { name: "ephemeral", ephemeral: true });
    await aSensor(admin(), { name: "permanent" });
    // Deaf for a while: the listening clock is behind, the reader's is not.
    await database.db.$executeRaw`UPDATE listening SET missed_ms = missed_ms + 3600000`;
    await silence(id, 600);
    const due = (await list()).items.map((sensor) => [sensor.name, sensor.removalDueAt]);
    expect(due).toEqual([
      ["ephemeral", expect.any(String)],
      ["permanent", null],
    ]);
    const inSeconds = (Date.parse(String(due[0]?.[1])) - Date.now()) / 1000;
    expect(inSeconds).toBeGreaterThan(1195);
    expect(inSeconds).toBeLessThanOrEqual(1201);
    await database.db.$executeRaw`DELETE FROM removal_deadline`;
    expect((await list()).items[0]?.removalDueAt).toBeNull();
  });

  it("filters by tag: all of those given", async () => {
    await aSensor(admin(), { name: "both", tags: ["a:1", "b:2"] });
    await aSensor(admin(), { name: "one", tags: ["a:1"] });
    expect(await names({ tag: ["a:1", "b:2"] })).toEqual(["both"]);
  });
});

describe("ephemeral or permanent", () => {
  it("is a filter that works both ways", async () => {
    await aSensor(admin(), { name: "ephemeral", ephemeral: true });
    await aSensor(admin(), { name: "permanent" });
    expect(await names({ ephemeral: true })).toEqual(["ephemeral"]);
    expect(await names({ ephemeral: false })).toEqual(["permanent"]);
  });
});

describe("what filters can offer", () => {
  it("is what enrolled sensors have", async () => {
    await aSensor(admin(), { name: "one", tags: ["b:2", "a:1"], role: "database" });
    const { id } = await aSensor(admin(), { name: "gone", tags: ["c:3"], role: "router" });
    await deleteSensor(admin(), { id });
    await aSensor(admin(), { name: "two", tags: ["b:3", "a:1"], role: "database" });
    expect(await sensorFacets(admin())).toEqual({
      clusters: [],
      roles: [{ value: "database", count: 2 }],
      tags: [
        { value: "a:1", count: 2 },
        { value: "b:2", count: 1 },
        { value: "b:3", count: 1 },
      ],
      tagKeys: [
        { value: "a", count: 2 },
        { value: "b", count: 2 },
      ],
      versions: [{ value: "0.1.0", count: 2 }],
      kernels: [{ value: "6.1.0", count: 2 }],
    });
    await expectRefused(sensorFacets(testCtx(database.db, "provisioner")), "Forbidden");
  });
});

describe("Edit Tags", () => {
  it("replaces, audits, and is not for viewers", async () => {
    const { id } = await aSensor(admin());
    const operator = testCtx(database.db, "operator");
    expect((await updateTags(operator, { id, tags: ["x:1", "x:1"] })).tags).toEqual(["x:1"]);
    await expectAudited(database.db, "sensor_tags_changed", operator.actor);
    await expectRefused(updateTags(testCtx(database.db, "viewer"), { id, tags: [] }), "Forbidden");
  });
});

describe("Delete", () => {
  it("departs the sensor, keeps it readable, frees its name, and is for admins only", async () => {
    const { id } = await aSensor(admin(), { name: "gone" });
    await expectRefused(deleteSensor(testCtx(database.db, "operator"), { id }), "Forbidden");
    await deleteSensor(admin(), { id });
    await expectAudited(database.db, "sensor_deleted", admin().actor);
    expect(await names()).toEqual([]);
    expect((await getSensor(admin(), { id })).departed).toMatchObject({
      reason: "deleted",
      by: "admin@test",
    });
    expect((await aSensor(admin(), { name: "gone" })).name).toBe("gone");
    await expectRefused(deleteSensor(admin(), { id }), "NotFound");
  });
});
