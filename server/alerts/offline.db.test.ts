import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { updateSettings } from "../settings/update.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor } from "../testing/enrollment.ts";
import { watchOffline } from "./offline.ts";

let database: TestDatabase;
let clock = testClock();
let names = 0;

const look = () => database.db.$transaction((tx) => watchOffline(tx, clock.now()));
/** Offline begins after 6 minutes. */
async function silent(ids: string[], seconds: number): Promise<void> {
  await database.db.$executeRaw`
    UPDATE sensor_heartbeat SET heard_at = listening_now() - ${seconds} * interval '1 second'
    WHERE sensor_id = ANY(${ids}::uuid[])`;
}
async function sensors(count: number, changes: object = {}): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    const name = `db-${++names}`;
    ids.push((await aSensor(testCtx(database.db, "admin"), { name, ...changes })).id);
  }
  return ids;
}
const open = async () =>
  (await database.db.alert.findMany({ where: { endedAt: null }, orderBy: { title: "asc" } })).map(
    ({ title }) => title,
  );

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  clock = testClock();
  await database.db.alert.deleteMany();
  await database.db.$executeRaw`UPDATE sensor SET departed_at = now(), live_name = NULL`;
  names = 0;
});

describe("a permanent sensor", () => {
  it("is told of once when it is offline, and the alert ends when it is back", async () => {
    const [id = ""] = await sensors(2);
    await silent([id], 355);
    await look();
    expect(await open()).toEqual([]);
    await silent([id], 400);
    await look();
    await look();
    expect(await open()).toEqual(["db-1 is offline"]);
    await silent([id], 10);
    await look();
    expect(await open()).toEqual([]);
    await silent([id], 400);
    await look();
    expect(await database.db.alert.count()).toBe(2);
  });

  it("is waited for while others follow it", async () => {
    const [first = "", second = ""] = await sensors(2);
    await silent([first], 385);
    await silent([second], 365);
    await look();
    expect(await open()).toEqual([]);
    await silent([second], 385);
    await look();
    expect(await open()).toEqual(["db-1 is offline", "db-2 is offline"]);
  });

  it("that departs ends its alert", async () => {
    const [id = ""] = await sensors(1);
    await silent([id], 400);
    await look();
    await database.db.$executeRaw`UPDATE sensor SET departed_at = now() WHERE id = ${id}::uuid`;
    await look();
    expect(await open()).toEqual([]);
  });

  it("follows the threshold in the settings", async () => {
    const [id = ""] = await sensors(1);
    await silent([id], 100);
    await updateSettings(testCtx(database.db, "admin"), { status: { staleAfterSeconds: 15 } });
    await look();
    await updateSettings(testCtx(database.db, "admin"), { status: { staleAfterSeconds: 90 } });
    expect(await open()).toEqual(["db-1 is offline"]);
    await look();
    expect(await open()).toEqual([]);
  });

  it("follows the threshold of its pool", async () => {
    const pools = [{ pool: "tag:slow", staleAfterSeconds: 600 }];
    await updateSettings(testCtx(database.db, "admin"), { status: { pools } });
    const [slow = "", other = ""] = await sensors(2, { tags: ["pool:slow"] });
    await database.db.sensor.update({ where: { id: other }, data: { tags: [] } });
    await silent([slow, other], 400);
    await look();
    expect(await open()).toEqual(["db-2 is offline"]);
    await silent([slow], 2400 + 5);
    await look();
    expect(await open()).toEqual(["db-2 is offline"]);
    await silent([slow], 2400 + 20);
    await look();
    expect(await open()).toEqual(["db-1 is offline", "db-2 is offline"]);
    await updateSettings(testCtx(database.db, "admin"), { status: { pools: [] } });
  });
});

it("says nothing of ephemeral sensors, whose silence ends them", async () => {
  const ids = await sensors(1, { ephemeral: true });
  await silent(ids, 1000);
  await look();
  expect(await open()).toEqual([]);
});

describe("more than 20 at once", () => {
  it("are one alert for their pool, until the last is back", async () => {
    const ids = await sensors(22, { tags: ["pool:db"] });
    await silent(ids, 400);
    await look();
    await look();
    expect(await open()).toEqual(["22 sensors of db are offline"]);
    await silent(ids.slice(1), 10);
    await look();
    expect(await open()).toHaveLength(1);
    await silent(ids, 10);
    await look();
    expect(await open()).toEqual([]);
  });

  it("hide nobody that goes later", async () => {
    const ids = await sensors(22, { tags: ["pool:db"] });
    const [last = ""] = ids;
    await silent(ids.slice(1), 600);
    await look();
    await silent([last], 400);
    await look();
    expect(await open()).toEqual(["21 sensors of db are offline", "db-1 is offline"]);
    await silent(ids.slice(1), 10);
    await look();
    expect(await open()).toEqual(["db-1 is offline"]);
  });

  it("are one alert for all when each has a pool of its own", async () => {
    const ids = await sensors(21);
    await silent(ids, 400);
    await look();
    await look();
    expect(await open()).toEqual(["21 sensors are offline"]);
    await silent(ids, 10);
    await look();
    expect(await open()).toEqual([]);
  });
});
