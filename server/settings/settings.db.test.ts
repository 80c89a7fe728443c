import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { makeListener } from "../db/listen.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { expectAudited, expectRefused } from "../testing/expect.ts";
import { createTokens } from "../tokens/create.ts";
import { CreateTokens } from "../tokens/schema.ts";
import { settingsChanges } from "./changes.ts";
import { publicUrl } from "./public-url.ts";
import { readSettings } from "./read.ts";
import { defaultSettings, UpdateSettings } from "./schema.ts";
import { updateSettings } from "./update.ts";

let database: TestDatabase;
const admin = () => testCtx(database.db, "admin");
const update = (input: object) => updateSettings(admin(), UpdateSettings.parse(input));

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(() => database.db.$executeRaw`TRUNCATE setting`);
afterAll(() => database[Symbol.asyncDispose]());

it("begins with the defaults", async () => {
  expect(await readSettings(database.db)).toEqual(defaultSettings);
});

it("changes only the fields that are given, and audits exactly those", async () => {
  await update({ enrollment: { batchTtlSeconds: 600 }, status: { staleAfterSeconds: 60 } });
  const now = await update({ enrollment: { oneTimeTtlSeconds: 120 } });
  expect(now.enrollment).toEqual({
    ...defaultSettings.enrollment,
    batchTtlSeconds: 600,
    oneTimeTtlSeconds: 120,
  });
  expect(now.status.staleAfterSeconds).toBe(60);
  await expectAudited(database.db, "settings_changed", admin().actor);
  const entry = await database.db.auditEntry.findFirstOrThrow({ orderBy: { seq: "desc" } });
  expect(entry.details).toEqual({
    before: { enrollment: { oneTimeTtlSeconds: 900 } },
    after: { enrollment: { oneTimeTtlSeconds: 120 } },
  });
});

it("takes what is so already for no change", async () => {
  await update({ status: { staleAfterSeconds: 60, pools: [] } });
  const entries = await database.db.auditEntry.count();
  await update({ status: { staleAfterSeconds: 60, pools: [] }, enrollment: {} });
  expect(await database.db.auditEntry.count()).toBe(entries);
  await update({ status: { staleAfterSeconds: 60 }, retention: { auditDays: 30 } });
  const last = await database.db.auditEntry.findFirstOrThrow({ orderBy: { seq: "desc" } });
  expect(last.details).toEqual({
    before: { retention: { auditDays: 365 } },
    after: { retention: { auditDays: 30 } },
  });
});

it("loses no change when admins save fields of one section at once", async () => {
  const fields = ["oneTimeTtlSeconds", "batchTtlSeconds", "clusterTtlSeconds"];
  for (let round = 0; round < 10; round++) {
    const value = 90_000 + round;
    await Promise.all(fields.map((field) => update({ enrollment: { [field]: value } })));
    const { enrollment } = await readSettings(database.db);
    expect(fields.map((field) => Reflect.get(enrollment, field))).toEqual([value, value, value]);
  }
});

it("is for admins only", async () => {
  for (const role of ["viewer", "operator", "provisioner"] as const) {
    await expectRefused(updateSettings(testCtx(database.db, role), {}), "Forbidden");
  }
  expect(await database.db.setting.count()).toBe(0);
});

it("ignores a field that an earlier version knew", async () => {
  const row = { key: "status", updatedAt: new Date(0), updatedBy: "x" };
  await database.db.setting.create({ data: { ...row, value: { old: 1, staleAfterSeconds: 30 } } });
  expect((await readSettings(database.db)).status).toEqual({
    staleAfterSeconds: 30,
    pools: [],
  });
});

it("names who changed each section last, and only those that were changed", async () => {
  await update({ status: { staleAfterSeconds: 60 } });
  const changes = await settingsChanges(testCtx(database.db, "viewer"));
  const at = admin().clock.now().toISOString();
  expect(changes.status).toEqual({ at, by: "admin@test" });
  expect(changes.console).toBeNull();
});

it("gives default tags to tokens that are made without any, and none where none are asked for", async () => {
  await update({ enrollment: { defaultTags: ["env:lab"] } });
  const tags = async (given: object) => {
    const input = CreateTokens.parse({ type: "one_time", ...given });
    return (await createTokens(testCtx(database.db, "provisioner"), input)).tokens[0]?.tags;
  };
  expect(await tags({})).toEqual(["env:lab"]);
  expect(await tags({ tags: [] })).toEqual([]);
  expect(await tags({ tags: ["a:b"] })).toEqual(["a:b"]);
});

it("tells every process", async () => {
  const clock = testClock();
  const listener = makeListener({ url: database.url, clock, log: admin().log });
  await listener.start();
  const heard = new Promise((resolve) => listener.on("notice", resolve));
  await update({ status: { staleAfterSeconds: 61 } });
  expect(await heard).toEqual({ topic: "settings" });
  await listener.stop();
});

it("overrides the environment's public URL", async () => {
  expect(await publicUrl(database.db, admin().config)).toBe("https://console.test:15483");
  await update({ console: { publicUrl: "https://other.test" } });
  expect(await publicUrl(database.db, admin().config)).toBe("https://other.test");
});
