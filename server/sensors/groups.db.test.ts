import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor } from "../testing/enrollment.ts";
import { expectRefused } from "../testing/expect.ts";
import { sensorGroups } from "./groups.ts";
import { listSensors } from "./list.ts";
import { GroupSensors, groupings, ListSensors, type SensorFilter } from "./schema.ts";

let database: TestDatabase;
const viewer = () => testCtx(database.db, "viewer");
const groups = (input: object) => sensorGroups(viewer(), GroupSensors.parse(input));
const keys = async (input: object) =>
  (await groups(input)).items.map(({ key, counts }) => [key, counts.total]);

beforeAll(async () => {
  database = await testDatabase();
  const admin = testCtx(database.db, "admin");
  await database.db.$executeRaw`SELECT tick_listening()`;
  for (const [name, clusterName, tags, silence] of [
    ["a", "eu", ["env:lab", "env:prod", "pool:ci"], 0],
    ["b", "eu", ["env:prod"], 100],
    ["c", "us", ["environment:x"], 400],
    ["d", null, [], 0],
  ] as const) {
    const { id } = await aSensor(admin, { name, tags });
    await database.db.sensor.update({ where: { id }, data: { clusterName } });
    await database.db.$executeRaw`UPDATE sensor_heartbeat
      SET heard_at = listening_now() - ${silence} * interval '1 second' WHERE sensor_id = ${id}::uuid`;
  }
});
afterAll(() => database[Symbol.asyncDispose]());

/** The filter that a group stands for. */
function filterOf(by: (typeof groupings)[number], key: string | null): SensorFilter | null {
  if (by === "status") return ListSensors.parse({ status: [key] });
  if (by === "tag") return key ? { tag: [key] } : { noTagKey: "env" };
  if (by === "cluster" && key === null) return { hasCluster: false };
  return ListSensors.parse({ [by]: key });
}

describe("groups of sensors", () => {
  it.each(groupings)("by %s count what the group's own filter finds", async (by) => {
    const { items, rest } = await groups(by === "tag" ? { by, tagKey: "env" } : { by });
    expect(items.length).toBeGreaterThan(0);
    expect(rest).toEqual({ groups: 0, sensors: 0 });
    for (const { key, counts } of items) {
      const found = await listSensors(viewer(), ListSensors.parse(filterOf(by, key)));
      expect([key, found.total]).toEqual([key, counts.total]);
      for (const status of ["healthy", "degraded", "stale", "offline"] as const) {
        expect(found.items.filter((each) => each.status === status)).toHaveLength(counts[status]);
      }
    }
  });

  it("come with the largest first, and name what has no value", async () => {
    expect(await keys({ by: "cluster" })).toEqual([
      ["eu", 2],
      ["us", 1],
      [null, 1],
    ]);
    expect(await keys({ by: "tag", tagKey: "env" })).toEqual([
      ["env:prod", 2],
      [null, 2],
      ["env:lab", 1],
    ]);
    expect(await keys({ by: "cluster", status: ["stale"] })).toEqual([["eu", 1]]);
  });

  it("call a pool by its tag or by its token's beginning", async () => {
    const { items } = await groups({ by: "pool" });
    const labels = items.map(({ key, label }) => (key?.startsWith("tag:") ? label : label?.length));
    expect(labels).toContain("ci");
    expect(labels.filter((each) => each !== "ci").every((length) => Number(length) > 4)).toBe(true);
  });

  it("want a tag key when by tag, and only then", async () => {
    expect(GroupSensors.safeParse({ by: "tag" }).success).toBe(false);
    expect(GroupSensors.safeParse({ by: "role", tagKey: "env" }).success).toBe(false);
    await expectRefused(
      sensorGroups(testCtx(database.db, "provisioner"), { by: "role" }),
      "Forbidden",
    );
  });

  it("and lists take several values of a filter", async () => {
    const names = async (input: object) =>
      (await listSensors(viewer(), ListSensors.parse(input))).items.map(({ name }) => name);
    expect(await names({ cluster: ["eu", "us"] })).toEqual(["a", "b", "c"]);
    expect(await names({ cluster: "" })).toEqual(["a", "b", "c", "d"]);
    expect(await names({ noTagKey: "env" })).toEqual(["c", "d"]);
  });
});
