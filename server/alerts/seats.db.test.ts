import { afterEach, beforeEach, expect, it } from "vitest";
import { testClock } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aLicense } from "../testing/license.ts";
import { watchSeats } from "./seats.ts";

let database: TestDatabase;
let clock: ReturnType<typeof testClock>;

beforeEach(async () => {
  clock = testClock();
  database = await testDatabase();
  await aLicense(database.db, 20);
});
afterEach(() => database[Symbol.asyncDispose]());

/** Looks while so many seats are taken. @returns the keys of open alerts, and how many there ever were. */
async function look(taken: number): Promise<[string[], number]> {
  const { db } = database;
  await db.seat.updateMany({ data: { taken } });
  await db.$transaction((tx) => watchSeats(tx, clock.now()));
  const alerts = await db.alert.findMany({ orderBy: { key: "asc" } });
  return [alerts.filter(({ endedAt }) => !endedAt).map(({ key }) => key), alerts.length];
}

it("tells of each step once, however often it looks and however the fleet wavers", async () => {
  expect(await look(17)).toEqual([[], 0]);
  expect(await look(18)).toEqual([["near"], 1]);
  expect(await look(17)).toEqual([["near"], 1]);
  expect(await look(18)).toEqual([["near"], 1]);
  expect(await look(20)).toEqual([["full", "near"], 2]);
  expect(await look(19)).toEqual([["full", "near"], 2]);
  expect(await look(21)).toEqual([["full", "near"], 2]);
  expect(await look(17)).toEqual([["near"], 2]);
  expect(await look(16)).toEqual([["near"], 2]);
  expect(await look(15)).toEqual([[], 2]);
  expect(await look(20)).toEqual([["full"], 3]);
});

it("looks at the limit in force: the default once the license has expired", async () => {
  expect(await look(20)).toEqual([["full"], 1]);
  clock.advance(365 * 86_400_000);
  expect(await look(20)).toEqual([[], 1]);
});

it("says how many of how many", async () => {
  await look(18);
  const { title, details } = await database.db.alert.findFirstOrThrow();
  expect(title).toBe("18 of 20 seats of the license are taken");
  expect(details).toEqual({ taken: 18, limit: 20 });
});
