import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openAuthority } from "../ca/authority.ts";
import { systemClock } from "../clock.ts";
import { updateSettings } from "../settings/update.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { testSecret } from "../testing/enrollment.ts";
import { aReceiver, type Receiver } from "../testing/receiver.ts";
import { aWebhook, testWebhookSecret } from "../testing/webhook.ts";
import { type DeliverDeps, deliverDue } from "./deliver.ts";
import { raiseAlert } from "./raise.ts";
import { outgoingTrust, type Sending } from "./send.ts";

let database: TestDatabase;
let receiver: Receiver;
let clock = testClock();

const deps = (changes: Partial<DeliverDeps> = {}): DeliverDeps => {
  const { db, config, secretBox } = testCtx(database.db, "admin");
  return { db, config, secretBox, clock, ...changes };
};
const raise = (key = "pool:a") =>
  database.db.$transaction((tx) =>
    raiseAlert(tx, clock.now(), {
      kind: "sensor_offline",
      key,
      title: "db-1 is offline",
      details: { sensorId: "abc", count: 1 },
    }),
  );
const only = async () => (await database.db.webhookDelivery.findMany())[0];
const allowPrivate = (allowPrivateAddresses: boolean) =>
  updateSettings(testCtx(database.db, "admin"), { notifications: { allowPrivateAddresses } });

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  clock = testClock();
  await database.db.alert.deleteMany();
  await database.db.webhook.deleteMany();
  await allowPrivate(true);
  receiver = await aReceiver();
});
afterEach(() => receiver[Symbol.asyncDispose]());

describe("a delivery", () => {
  it("arrives once, and says so", async () => {
    await aWebhook(database.db, { url: receiver.url });
    await raise();
    expect(await deliverDue(deps())).toBe(1);
    expect(await only()).toMatchObject({
      state: "delivered",
      attempts: 1,
      lastStatus: 204,
      lastError: null,
      deliveredAt: clock.now(),
    });
    expect(await deliverDue(deps())).toBe(0);
    expect(receiver.received).toHaveLength(1);
    const data = { title: "db-1 is offline", url: "https://console.test:15483/sensors/abc" };
    expect(JSON.parse(receiver.received[0]?.body ?? "")).toMatchObject({
      type: "sensor_offline",
      data,
    });
  });

  it("is signed so that standardwebhooks verifies it, and nothing else", async () => {
    await aWebhook(database.db, { url: receiver.url });
    await raise();
    await deliverDue(deps({ clock: systemClock }));
    const [got] = receiver.received;
    const headers = { ...got?.headers } as Record<string, string>;
    const { type } = new Webhook(testWebhookSecret).verify(got?.body ?? "", headers) as {
      type: string;
    };
    expect(type).toBe("sensor_offline");
    expect(headers["webhook-id"]).toBe((await only())?.id);
    expect(() => new Webhook(testWebhookSecret).verify(`${got?.body} `, headers)).toThrow();
    expect(() => new Webhook("whsec_YW5vdGhlcg==").verify(got?.body ?? "", headers)).toThrow();
  });

  it.each(["slack", "teams"] as const)("takes the form of %s", async (format) => {
    await aWebhook(database.db, { url: receiver.url, format });
    await raise();
    await deliverDue(deps());
    const body = JSON.parse(receiver.received[0]?.body ?? "");
    expect(body).toMatchObject(
      format === "slack" ? { text: "db-1 is offline" } : { type: "message" },
    );
  });

  it("goes over TLS to whoever a trusted authority vouches for, and to nobody else", async () => {
    const authority = await openAuthority({
      db: database.db,
      secret: testSecret,
      clock: systemClock,
    });
    await using secure = await aReceiver(authority);
    await aWebhook(database.db, { url: secure.url });
    await raise("a");
    await deliverDue(deps());
    expect((await only())?.lastError).toMatch(/certificate/);
    clock.advance(10_000);
    await deliverDue(deps({ sending: { trust: outgoingTrust([authority.certificatePem]) } }));
    expect(await only()).toMatchObject({ state: "delivered", attempts: 2 });
  });
});

describe("a delivery that does not arrive", () => {
  beforeEach(async () => {
    await aWebhook(database.db, { url: receiver.url });
    await raise();
    receiver.answer = (response) => void response.writeHead(500).end("busy");
  });

  it("is tried eight times, later each time, under one id, and then has failed", async () => {
    const waits: (number | undefined)[] = [];
    for (let tries = 1; tries <= 8; tries++) {
      expect(await deliverDue(deps())).toBe(1);
      const row = await only();
      waits.push(row && (row.nextAt.getTime() - clock.now().getTime()) / 1000);
      clock.advance(3_600_000);
    }
    expect(waits.slice(0, 7)).toEqual([10, 30, 90, 270, 810, 2430, 3600]);
    expect(await only()).toMatchObject({ state: "failed", attempts: 8, lastStatus: 500 });
    expect((await only())?.lastError).toBe("HTTP 500: busy");
    expect(await deliverDue(deps())).toBe(0);
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  });

  it("is not tried before its time, and arrives when the receiver is back", async () => {
    await deliverDue(deps());
    clock.advance(9_999);
    expect(await deliverDue(deps())).toBe(0);
    receiver.answer = (response) => void response.writeHead(200).end("ok");
    clock.advance(1);
    expect(await deliverDue(deps())).toBe(1);
    expect(await only()).toMatchObject({ state: "delivered", attempts: 2, lastError: null });
  });

  it("waits as long as the receiver asks", async () => {
    receiver.answer = (response) => void response.writeHead(429, { "retry-after": "900" }).end();
    await deliverDue(deps());
    expect((await only())?.nextAt).toEqual(new Date(clock.now().getTime() + 900_000));
  });

  it("loses no try to a Console that stops", async () => {
    const stopping = new AbortController();
    receiver.answer = () => stopping.abort();
    await deliverDue(deps({ sending: { signal: stopping.signal } }));
    expect(await only()).toMatchObject({ state: "pending", attempts: 0, nextAt: clock.now() });
  });

  it("is given up to another worker when its own died", async () => {
    const sending: Sending = { timeoutMs: 50 };
    await database.db.webhookDelivery.updateMany({
      data: { attempts: 1, nextAt: new Date(clock.now().getTime() + 60_000) },
    });
    expect(await deliverDue(deps({ sending }))).toBe(0);
    clock.advance(60_000);
    expect(await deliverDue(deps({ sending }))).toBe(1);
  });
});

describe("private addresses", () => {
  it.each(["https://127.0.0.1:1/", "https://localhost:1/", "http://127.0.0.1:1/"])(
    "are refused at the moment of sending: %s",
    async (url) => {
      await aWebhook(database.db, { url });
      await raise();
      await allowPrivate(false);
      await deliverDue(deps());
      expect(await only()).toMatchObject({ state: "pending", lastStatus: null });
      expect((await only())?.lastError).toMatch(/private address/);
    },
  );
});

it("gives each delivery to one of several workers", async () => {
  await aWebhook(database.db, { url: receiver.url });
  for (let index = 0; index < 40; index++) await raise(`sensor:${index}`);
  const busy = new Set<unknown>();
  const twice: unknown[] = [];
  receiver.answer = async (response, { headers }) => {
    const id = headers["webhook-id"];
    if (busy.has(id)) twice.push(id);
    busy.add(id);
    await new Promise((done) => setTimeout(done, 10));
    busy.delete(id);
    response.writeHead(204).end();
  };
  const worker = async () => {
    let taken = 0;
    for (let more = 1; more > 0; taken += more) more = await deliverDue(deps());
    return taken;
  };
  const counts = await Promise.all([worker(), worker(), worker()]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(40);
  expect(receiver.received).toHaveLength(40);
  expect(twice).toEqual([]);
  expect(await database.db.webhookDelivery.count({ where: { state: "delivered" } })).toBe(40);
});

it("leaves what waits for a disabled webhook alone", async () => {
  await aWebhook(database.db, { url: receiver.url });
  await raise();
  await database.db.webhook.updateMany({ data: { isEnabled: false } });
  expect(await deliverDue(deps())).toBe(0);
});
