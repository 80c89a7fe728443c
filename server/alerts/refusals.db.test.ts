import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { testClock } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { watchRefusals } from "./refusals.ts";

let database: TestDatabase;
let clock = testClock();

const look = () => database.db.$transaction((tx) => watchRefusals(tx, clock.now()));
const alerts = () => database.db.alert.findMany({ orderBy: [{ at: "asc" }, { key: "asc" }] });

const refused = (changes: object = {}) =>
  database.db.enrollmentAttempt.create({
    data: {
      id: randomUUID(),
      at: clock.now(),
      code: "TokenExpired",
      detail: "",
      address: "192.0.2.1",
      tokenPrefix: "tvx_aaaaaaaa",
      ...changes,
    },
  });

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  clock = testClock();
  await database.db.alert.deleteMany();
  await database.db.enrollmentAttempt.deleteMany();
});

it("tells of each cause once, with the tokens and addresses that it came with", async () => {
  await refused();
  await refused({ tokenPrefix: "tvx_bbbbbbbb", address: "192.0.2.2" });
  await refused({ code: "InvalidToken", tokenPrefix: null });
  await look();
  const [invalid, expired] = await alerts();
  expect(invalid).toMatchObject({
    title: "An enrollment was refused: the enrollment token is not known",
    details: { cause: "InvalidToken", count: 1, tokens: [] },
  });
  expect(expired).toMatchObject({
    title: "2 enrollments were refused: the enrollment token has expired",
    details: {
      count: 2,
      tokens: ["tvx_aaaaaaaa", "tvx_bbbbbbbb"],
      addresses: ["192.0.2.1", "192.0.2.2"],
    },
  });
});

it("opens at most one alert per cause and hour, and counts on in it", async () => {
  for (let minute = 0; minute < 59; minute++) {
    await refused({ tokenPrefix: `tvx_${minute}` });
    await look();
    clock.advance(60_000);
  }
  expect(await alerts()).toMatchObject([{ endedAt: null, details: { count: 59 } }]);
  clock.advance(60_000);
  await look();
  expect(await alerts()).toMatchObject([{ endedAt: clock.now() }]);
  await refused();
  await look();
  expect(await alerts()).toMatchObject([{}, { endedAt: null, details: { count: 1 } }]);
});

it("leaves out pre-flight reports, and what an admin has dismissed", async () => {
  await refused({ kind: "preflight", code: "NoBtf" });
  await refused({ dismissedAt: clock.now() });
  await look();
  expect(await alerts()).toEqual([]);
});
