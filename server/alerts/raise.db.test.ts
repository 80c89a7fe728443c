import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { testClock } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aWebhook } from "../testing/webhook.ts";
import { endAlert, type NewAlert, raiseAlert } from "./raise.ts";

let database: TestDatabase;
const at = testClock().now();
const later = new Date(at.getTime() + 60_000);
const tripped: NewAlert = {
  kind: "breaker_tripped",
  key: "pool:a",
  title: "Auto-removal is paused",
  details: { silent: 40 },
};

const raise = (alert: NewAlert = tripped) =>
  database.db.$transaction((tx) => raiseAlert(tx, at, alert));
const end = (alert: NewAlert = tripped) =>
  database.db.$transaction((tx) => endAlert(tx, later, alert));
const deliveries = () => database.db.webhookDelivery.findMany({ include: { alert: true } });

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  await database.db.alert.deleteMany();
  await database.db.webhook.deleteMany();
});

it("queues one delivery for each enabled webhook that wants the kind", async () => {
  const wants = await aWebhook(database.db);
  await aWebhook(database.db, { isEnabled: false });
  await aWebhook(database.db, { alerts: ["sensor_offline"] });
  const id = await raise();
  const queued = await deliveries();
  expect(queued.map(({ webhookId }) => webhookId)).toEqual([wants]);
  expect(queued[0]).toMatchObject({ alertId: id, state: "pending", attempts: 0, nextAt: at });
});

it("lets webhooks wait where more is expected to follow", async () => {
  await aWebhook(database.db);
  await raise({ ...tripped, settleSeconds: 60 });
  expect((await deliveries())[0]?.nextAt).toEqual(later);
});

it("opens one alert under 20 parallel raises", async () => {
  await aWebhook(database.db);
  const ids = await Promise.all(Array.from({ length: 20 }, () => raise()));
  expect(ids.filter((id) => id !== null)).toHaveLength(1);
  expect(await database.db.alert.count()).toBe(1);
  expect(await deliveries()).toHaveLength(1);
});

it("keeps kinds and keys apart", async () => {
  await raise();
  expect(await raise({ ...tripped, key: "pool:b" })).not.toBeNull();
  expect(await raise({ ...tripped, kind: "sensor_offline" })).not.toBeNull();
  expect(await raise()).toBeNull();
});

it("raises again after the end, which comes once", async () => {
  const first = await raise();
  await end();
  await database.db.$transaction((tx) => endAlert(tx, at, tripped));
  const row = await database.db.alert.findUnique({ where: { id: first ?? "" } });
  expect(row?.endedAt).toEqual(later);
  expect(await raise()).not.toBeNull();
});

it("leaves nothing when the caller's transaction fails", async () => {
  const failed = database.db.$transaction(async (tx) => {
    await raiseAlert(tx, at, tripped);
    throw new Error("rolled back");
  });
  await expect(failed).rejects.toThrow("rolled back");
  expect(await database.db.alert.count()).toBe(0);
});
