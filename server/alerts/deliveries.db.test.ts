import { once } from "node:events";
import { pino } from "pino";
import { afterAll, beforeAll, expect, it } from "vitest";
import { systemClock } from "../clock.ts";
import { makeListener } from "../db/listen.ts";
import { updateSettings } from "../settings/update.ts";
import { testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aReceiver } from "../testing/receiver.ts";
import { aWebhook } from "../testing/webhook.ts";
import { makeDeliveries } from "./deliveries.ts";
import { raiseAlert } from "./raise.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  const notifications = { allowPrivateAddresses: true };
  await updateSettings(testCtx(database.db, "admin"), { notifications });
});
afterAll(() => database[Symbol.asyncDispose]());

it("delivers at once what is raised while it runs, also with two consoles", async () => {
  const { db, url } = database;
  const log = pino({ level: "silent" });
  const { config, secretBox } = testCtx(db, "admin");
  const shared = { db, clock: systemClock, config, secretBox, log };
  await using receiver = await aReceiver();
  await aWebhook(db, { url: receiver.url });
  const consoles = [1, 2].map(() => {
    const listener = makeListener({ url, clock: systemClock, log });
    return { listener, deliveries: makeDeliveries({ ...shared, listener }) };
  });
  for (const { listener, deliveries } of consoles) {
    await listener.start();
    await deliveries.start();
  }
  const arrived = new Promise<number>((resolve) => {
    receiver.answer = (response) => {
      response.writeHead(204).end(() => resolve(performance.now()));
    };
  });
  const [listener] = consoles.map((each) => each.listener);
  const heard = listener && once(listener, "notice");
  await db.$transaction((tx) =>
    raiseAlert(tx, systemClock.now(), {
      kind: "token_expiring",
      key: "token:1",
      title: "A token expires in 7 days",
      details: {},
    }),
  );
  await heard;
  const from = performance.now();
  expect((await arrived) - from).toBeLessThan(4_000);
  for (const { listener: each, deliveries } of consoles) {
    await deliveries.stop();
    await each.stop();
  }
  expect(receiver.received).toHaveLength(1);
  expect(await db.webhookDelivery.count({ where: { state: "delivered" } })).toBe(1);
});
