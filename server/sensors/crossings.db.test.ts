import { afterAll, beforeAll, expect, it } from "vitest";
import { testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor } from "../testing/enrollment.ts";
import { crossedBetween } from "./crossings.ts";

let database: TestDatabase;
const ids: Record<string, string> = {};
const now = new Date("2026-06-01T12:00:00Z");

beforeAll(async () => {
  database = await testDatabase();
  for (const name of ["ci", "slow", "other"]) {
    const tags = name === "other" ? [] : [`pool:${name}`];
    ids[name] = (await aSensor(testCtx(database.db, "admin"), { name, tags })).id;
  }
});
afterAll(() => database[Symbol.asyncDispose]());

const staleAt = (pool: string, staleAfterSeconds: number) => ({ pool, staleAfterSeconds });
/** Who crossed a threshold in the last second, all having been silent for this long. */
async function crossed(seconds: number, pools: { pool: string; staleAfterSeconds: number }[]) {
  const heardAt = new Date(now.getTime() - seconds * 1000);
  await database.db.$executeRaw`UPDATE sensor_heartbeat SET heard_at = ${heardAt}`;
  const looks = { from: new Date(now.getTime() - 1000), to: now, silentUntil: null };
  const thresholds = { staleAfterSeconds: 90, pools };
  const found = await crossedBetween(database.db, { ...looks, thresholds }, 10);
  return Object.keys(ids).filter((name) => found.includes(ids[name] ?? ""));
}

it.each([
  [45.5, [], ["ci", "slow", "other"]],
  [90.5, [], ["ci", "slow", "other"]],
  [100, [], []],
  [90.5, [staleAt("tag:slow", 600)], ["ci", "other"]],
  [600.5, [staleAt("tag:slow", 600)], ["slow"]],
  [10.5, [staleAt("tag:slow", 600), staleAt("tag:ci", 10)], ["ci"]],
  [40.5, [staleAt("tag:slow", 10), staleAt("tag:ci", 10)], ["ci", "slow"]],
  [2400.5, [staleAt("tag:slow", 600)], ["slow"]],
])("after %d s of silence with %j: %j", async (seconds, pools, names) => {
  expect(await crossed(seconds, pools)).toEqual(names);
});
