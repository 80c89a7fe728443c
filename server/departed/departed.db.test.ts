import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deleteSensor } from "../sensors/delete.ts";
import { departSensors } from "../sensors/depart.ts";
import { listSensors } from "../sensors/list.ts";
import { ListSensors } from "../sensors/schema.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor } from "../testing/enrollment.ts";
import { expectAudited, expectRefused } from "../testing/expect.ts";
import { departedFacets } from "./facets.ts";
import { getDeparted } from "./get.ts";
import { holdSensor, holdSensors, releaseSensor } from "./hold.ts";
import { listDeparted } from "./list.ts";
import { type DepartReason, ListDeparted } from "./schema.ts";

let database: TestDatabase;
let clock = testClock();
const ctx = (role: "admin" | "operator" | "viewer" | "provisioner" = "admin") =>
  testCtx(database.db, role, clock);
const list = (input: object = {}) => listDeparted(ctx(), ListDeparted.parse(input));
const names = async (input: object = {}) => (await list(input)).items.map(({ name }) => name);

/** Enrolls a sensor that lives for `seconds` and then leaves. */
async function aDeparted(changes: object = {}, reason: DepartReason = "clean_exit", seconds = 60) {
  const sensor = await aSensor(ctx(), changes);
  clock.advance(seconds * 1000);
  const at = clock.now();
  await database.db.$transaction((tx) =>
    departSensors(tx, { ids: [sensor.id], at, reason, by: "somebody" }),
  );
  return sensor;
}

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  clock = testClock();
  await database.db.$executeRaw`TRUNCATE sensor, enrollment_token CASCADE`;
  await database.db.$executeRaw`SELECT tick_listening()`;
});
afterAll(() => database[Symbol.asyncDispose]());

describe("the Departed list", () => {
  it("shows who left, why, and how long they lived, and leaves the list of sensors alone", async () => {
    await aSensor(ctx(), { name: "alive" });
    const { id } = await aDeparted({ name: "gone", tags: ["pool:ci"] }, "auto_removed", 3600);
    const { items, total } = await list();
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({
      id,
      name: "gone",
      lifeSpanSeconds: 3600,
      departed: { at: clock.now().toISOString(), reason: "auto_removed", by: "somebody" },
      pool: { key: "tag:ci", label: "ci" },
      held: null,
      keptUntil: new Date(clock.now().getTime() + 90 * 86_400_000).toISOString(),
    });
    const sensors = await listSensors(ctx(), ListSensors.parse({}));
    expect(sensors.items.map(({ name }) => name)).toEqual(["alive"]);
  });

  it("shows the newest first, and pages through everything once by every sort", async () => {
    for (let index = 0; index < 5; index++) await aDeparted({ name: `n${index}` }, "deleted", 60);
    expect(await names()).toEqual(["n4", "n3", "n2", "n1", "n0"]);
    for (const sort of ["departedAt", "name", "lifeSpan"]) {
      for (const order of ["asc", "desc"]) {
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const page = await list({ sort, order, limit: 2, ...(cursor ? { cursor } : {}) });
          seen.push(...page.items.map(({ name }) => name));
          cursor = page.nextCursor;
        } while (cursor);
        expect(seen.sort()).toEqual(["n0", "n1", "n2", "n3", "n4"]);
      }
    }
  });

  it("sorts by life span", async () => {
    await aDeparted({ name: "long" }, "deleted", 7200.5);
    await aDeparted({ name: "short" }, "deleted", 1);
    await aDeparted({ name: "middle" }, "deleted", 300);
    expect(await names({ sort: "lifeSpan" })).toEqual(["long", "middle", "short"]);
    expect(await names({ sort: "lifeSpan", order: "asc", limit: 1 })).toEqual(["short"]);
  });

  it.each([
    ['["x","00000000-0000-4000-8000-000000000000"]', "departedAt"],
    ['["x","00000000-0000-4000-8000-000000000000"]', "lifeSpan"],
    ['["\\u0000","00000000-0000-4000-8000-000000000000"]', "name"],
    ['["2026-06-01T12:00:00Z","nobody"]', "departedAt"],
  ])("refuses the cursor %s for %s", async (text, sort) => {
    const cursor = Buffer.from(text).toString("base64url");
    await expectRefused(list({ cursor, sort }), "InvalidRequest");
  });

  it("is not for provisioners", async () => {
    const provisioner = ctx("provisioner");
    await expectRefused(listDeparted(provisioner, ListDeparted.parse({})), "Forbidden");
    await expectRefused(departedFacets(provisioner), "Forbidden");
  });
});

describe("its filters", () => {
  it("take several reasons", async () => {
    await aDeparted({ name: "a" }, "clean_exit");
    await aDeparted({ name: "b" }, "auto_removed");
    await aDeparted({ name: "c" }, "deleted");
    expect(await names({ reason: ["clean_exit", "deleted"] })).toEqual(["c", "a"]);
  });

  it("tell ephemeral from permanent, both ways", async () => {
    await aDeparted({ name: "short-lived", ephemeral: true });
    await aDeparted({ name: "permanent" });
    expect(await names({ ephemeral: true })).toEqual(["short-lived"]);
    expect(await names({ ephemeral: false })).toEqual(["permanent"]);
  });

  it("take a span of time with both its ends", async () => {
    for (const name of ["a", "b", "c"]) await aDeparted({ name }, "deleted", 60);
    const times = (await list({ order: "asc" })).items.map(({ departed }) => departed.at);
    expect(await names({ from: times[1] })).toEqual(["c", "b"]);
    expect(await names({ to: times[1] })).toEqual(["b", "a"]);
  });

  it("offer the pools and tokens that there are, and find by them", async () => {
    await aDeparted({ name: "tagged", tags: ["pool:ci"] });
    await aDeparted({ name: "by-token", tags: [] });
    const { pools, tokens } = await departedFacets(ctx());
    expect(pools.map(({ label }) => label)).toContain("ci");
    expect(tokens).toHaveLength(2);
    expect(await names({ pool: "tag:ci" })).toEqual(["tagged"]);
    const [, tagged] = tokens;
    const found = await Promise.all(tokens.map(({ id }) => names({ token: id })));
    expect(found).toEqual([["by-token"], ["tagged"]]);
    expect(await names({ q: tagged?.prefix.toUpperCase() })).toEqual(["tagged"]);
  });

  it("search name, hostname, instance id and id", async () => {
    const { id } = await aDeparted({ name: "worker", hostname: "ip-1", instanceId: "i-0abc" });
    for (const q of ["ORKE", "ip-1", "0abc", id, id.slice(0, 9), id.slice(0, 20).toUpperCase()])
      expect(await names({ q })).toEqual(["worker"]);
    for (const q of ["%", "worke_", "\\", "'; --", "zzz"]) expect(await names({ q })).toEqual([]);
  });
});

describe("one departed sensor", () => {
  it("sums what its kernel did in its life, and nothing of what came before", async () => {
    const { id } = await aDeparted({ name: "busy" }, "clean_exit", 600);
    const day = clock.now().toISOString().slice(0, 10);
    await database.db.$executeRaw`SELECT ensure_metric_partition(${day}::date)`;
    const end = clock.now().getTime();
    for (const secondsBefore of [900, 500, 60]) {
      const at = new Date(end - secondsBefore * 1000);
      await database.db.$executeRaw`INSERT INTO sensor_metric
        VALUES (${id}::uuid, ${at}, 60000, 10, 9, 3, 2, 4, 0, 1, 4, 1000, 0.5, 1000)`;
    }
    const { counters } = await getDeparted(ctx("viewer"), { id });
    expect(counters).toMatchObject({ exec: 20, connect: 6, lost: 2 });
    expect(counters.from).toBe(new Date(end - 500_000).toISOString());
  });

  it("is not found while it is enrolled", async () => {
    const { id } = await aSensor(ctx());
    await expectRefused(getDeparted(ctx(), { id }), "NotFound");
  });
});

describe("Hold", () => {
  it("is audited, shown and found; repeating it changes nothing", async () => {
    const { id } = await aDeparted({ name: "evidence" });
    await holdSensor(ctx("operator"), { id });
    await expectAudited(database.db, "sensor_held", ctx("operator").actor);
    expect((await list({ held: true })).items[0]).toMatchObject({
      held: { at: clock.now().toISOString(), by: "operator@test" },
      keptUntil: null,
    });
    const entries = await database.db.auditEntry.count();
    await holdSensor(ctx(), { id });
    expect(await database.db.auditEntry.count()).toBe(entries);
    await releaseSensor(ctx("operator"), { id });
    await expectAudited(database.db, "sensor_released", ctx("operator").actor);
    expect(await names({ held: false })).toEqual(["evidence"]);
  });

  it("takes many at once, and says which were left as they were", async () => {
    const held = await aDeparted({ name: "held" });
    await holdSensor(ctx(), { id: held.id });
    const free = await aDeparted({ name: "free" });
    const alive = await aSensor(ctx(), { name: "alive" });
    const done = await holdSensors(ctx(), { ids: [held.id, free.id, alive.id, free.id] });
    expect(done.done).toBe(1);
    expect(done.skipped).toHaveLength(2);
    expect(done.skipped).toEqual(
      expect.arrayContaining([
        { id: held.id, reason: "Unchanged" },
        { id: alive.id, reason: "NotDeparted" },
      ]),
    );
    await expectAudited(database.db, "sensor_held");
  });

  it("is only for departed records, and not for viewers", async () => {
    const { id } = await aSensor(ctx());
    await expectRefused(holdSensor(ctx(), { id }), "NotFound");
    await expectRefused(releaseSensor(ctx(), { id }), "NotFound");
    await deleteSensor(ctx(), { id });
    await expectRefused(holdSensor(ctx("viewer"), { id }), "Forbidden");
    await expectRefused(releaseSensor(ctx("viewer"), { id }), "Forbidden");
  });
});
