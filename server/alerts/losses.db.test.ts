import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testClock } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aWebhook } from "../testing/webhook.ts";
import { watchLosses } from "./losses.ts";

let database: TestDatabase;
let clock = testClock();

const minutes = (count: number) => clock.advance(count * 60_000);
const look = () => database.db.$transaction((tx) => watchLosses(tx, clock.now()));
const alerts = () => database.db.alert.findMany({ orderBy: [{ at: "asc" }, { key: "asc" }] });
const titles = async () => (await alerts()).map(({ title }) => title);

/** Events at the clock's moment, as the removal records them. */
async function lost(pool: string, count: number, changes: object = {}): Promise<void> {
  const sensorId = "0f8fad5b-d9cb-469f-a165-70867728950e";
  const rest = { kind: "departed", reason: "auto_removed", ephemeral: true, ...changes } as const;
  await database.db.sensorEvent.createMany({
    data: Array.from({ length: count }, (_, index) => ({
      at: clock.now(),
      sensorId,
      sensorName: `ci-${index}`,
      pool,
      ...rest,
    })),
  });
}

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  clock = testClock();
  await database.db.alert.deleteMany();
  await database.db.webhook.deleteMany();
  await database.db.sensorEvent.deleteMany();
});

describe("unexplained loss", () => {
  it("is one alert per pool, with count and names, after a moment for more of it", async () => {
    await aWebhook(database.db);
    await lost("tag:ci", 25);
    await lost("tag:web", 1);
    await look();
    const [ci, web] = await alerts();
    expect(ci?.title).toBe("25 sensors of ci vanished without a goodbye");
    const sensors = Array.from({ length: 20 }, () => expect.stringMatching(/^ci-/));
    expect(ci?.details).toMatchObject({ pool: "ci", count: 25, sensors });
    expect(web?.title).toBe("1 sensor of web vanished without a goodbye");
    const [delivery] = await database.db.webhookDelivery.findMany();
    expect(delivery?.nextAt).toEqual(new Date(clock.now().getTime() + 30_000));
  });

  it("grows in its alert for ten minutes, and is told again after them", async () => {
    await lost("tag:ci", 1);
    await look();
    minutes(5);
    await lost("tag:ci", 2);
    await look();
    expect(await titles()).toEqual(["3 sensors of ci vanished without a goodbye"]);
    minutes(5);
    await look();
    expect((await alerts())[0]?.endedAt).toEqual(clock.now());
    minutes(1);
    await look();
    expect(await titles()).toHaveLength(1);
    await lost("tag:ci", 4);
    await look();
    expect(await titles()).toEqual([
      "3 sensors of ci vanished without a goodbye",
      "4 sensors of ci vanished without a goodbye",
    ]);
  });

  it.each([
    ["clean exits", { reason: "clean_exit" }],
    ["announced ends", { reason: "terminated" }],
    ["permanent sensors", { ephemeral: false }],
    ["enrollments", { kind: "enrolled", reason: null }],
  ])("is not %s", async (_what, changes) => {
    await lost("tag:ci", 3, changes);
    await look();
    expect(await alerts()).toEqual([]);
  });

  it("is found after a restart, and not twice by two looks at once", async () => {
    await lost("tag:ci", 3);
    minutes(15);
    await Promise.all([look(), look(), look()]);
    expect(await titles()).toEqual(["3 sensors of ci vanished without a goodbye"]);
    minutes(7);
    await look();
    expect(await titles()).toEqual(["3 sensors of ci vanished without a goodbye"]);
  });

  it("of more than twenty pools is one alert for those beyond, told once", async () => {
    for (let pool = 0; pool < 18; pool++) await lost(`tag:${pool}`, 1);
    await look();
    for (let pool = 18; pool < 30; pool++) await lost(`tag:${pool}`, 2);
    await look();
    await look();
    expect(await alerts()).toHaveLength(19);
    expect(await titles()).toContain("24 sensors of 12 pools vanished without a goodbye");
    minutes(10);
    await look();
    minutes(1);
    await look();
    expect(await alerts()).toHaveLength(19);
    await lost("tag:20", 1);
    await look();
    expect((await titles()).at(-1)).toBe("1 sensor of 20 vanished without a goodbye");
  });
});
