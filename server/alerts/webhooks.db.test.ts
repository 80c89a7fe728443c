import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Role } from "../auth/role.ts";
import { systemClock } from "../clock.ts";
import { updateSettings } from "../settings/update.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { expectAudited, expectRefused } from "../testing/expect.ts";
import { aReceiver, type Receiver } from "../testing/receiver.ts";
import { createWebhook } from "./create-webhook.ts";
import { deleteWebhook } from "./delete-webhook.ts";
import { deliverDue } from "./deliver.ts";
import { listAlerts } from "./list.ts";
import { listDeliveries } from "./list-deliveries.ts";
import { listWebhooks } from "./list-webhooks.ts";
import { raiseAlert } from "./raise.ts";
import { redeliver } from "./redeliver.ts";
import { rotateWebhookSecret } from "./rotate-secret.ts";
import { CreateWebhook, ListAlerts, ListDeliveries } from "./schema.ts";
import { testWebhook } from "./test-webhook.ts";
import { updateWebhook } from "./update-webhook.ts";

let database: TestDatabase;
let receiver: Receiver;
let clock = testClock();
const nowhere = { id: "00000000-0000-4000-8000-000000000000" };

const as = (role: Role) => testCtx(database.db, role, clock);
const create = (changes: object = {}, role: Role = "admin") =>
  createWebhook(
    as(role),
    CreateWebhook.parse({ name: "On call", format: "generic", url: receiver.url, ...changes }),
  );
const one = async () => (await listWebhooks(as("admin"))).items[0];
const deliveries = async (input: object = {}) =>
  (await listDeliveries(as("admin"), ListDeliveries.parse(input))).items;
const raise = (key = "a") =>
  database.db.$transaction((tx) =>
    raiseAlert(tx, clock.now(), {
      kind: "sensor_offline",
      key,
      title: `${key} is offline`,
      details: {},
    }),
  );
const deliver = () => deliverDue({ ...as("admin"), sending: { timeoutMs: 2_000 } });
const everything = async () =>
  JSON.stringify([
    await listWebhooks(as("admin")),
    await deliveries(),
    (await database.db.auditEntry.findMany()).map(({ details, target }) => [details, target]),
  ]);

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  clock = testClock();
  await database.db.alert.deleteMany();
  await database.db.webhook.deleteMany();
  await updateSettings(as("admin"), { notifications: { allowPrivateAddresses: true } });
  receiver = await aReceiver();
});
afterEach(() => receiver[Symbol.asyncDispose]());

describe("creating a webhook", () => {
  it("shows the secret once, and the URL never again", async () => {
    const { id, secret } = await create({ url: `${receiver.url}/T000/very-secret` });
    await expectAudited(database.db, "webhook_created", as("admin").actor);
    expect(await one()).toMatchObject({
      id,
      host: `127.0.0.1:${receiver.port}`,
      isEnabled: true,
      lastDelivery: null,
    });
    const shown = await everything();
    expect(shown).not.toContain("very-secret");
    expect(shown).not.toContain(secret.slice("whsec_".length));
    const stored = await database.db.webhook.findFirstOrThrow();
    expect(Buffer.from(stored.encryptedUrl).includes("very-secret")).toBe(false);
  });

  it.each(["viewer", "operator", "provisioner"] as const)("is not for %s", async (role) => {
    await expectRefused(create({}, role), "Forbidden");
    expect(await database.db.webhook.count()).toBe(0);
  });

  it.each(["http://hooks.test/", "https://10.0.0.1/", "https://[::1]/", "ftp://hooks.test/"])(
    "refuses %s while private addresses are not allowed",
    async (url) => {
      await updateSettings(as("admin"), { notifications: { allowPrivateAddresses: false } });
      await expect(create({ url })).rejects.toMatchObject({
        code: "InvalidRequest",
        message: expect.stringMatching(/^url: /),
      });
    },
  );

  it("keeps each kind once, in one order", async () => {
    const alerts = ["token_expiring", "sensor_offline", "token_expiring"];
    await create({ alerts });
    expect((await one())?.alerts).toEqual(["sensor_offline", "token_expiring"]);
  });
});

describe("a test", () => {
  it("is sent at once, signed, and says how it went", async () => {
    clock = { ...systemClock, advance: () => undefined };
    const { id, secret } = await create();
    const result = await testWebhook(as("admin"), { id });
    expect(result).toMatchObject({ isDelivered: true, status: 204, error: null });
    await expectAudited(database.db, "webhook_tested", as("admin").actor);
    const [got] = receiver.received;
    const headers = { ...got?.headers } as Record<string, string>;
    expect(new Webhook(secret).verify(got?.body ?? "", headers)).toMatchObject({ type: "test" });
  });

  it("says why it did not arrive", async () => {
    const { id } = await create();
    receiver.answer = (response) => void response.writeHead(403).end("no_team");
    expect(await testWebhook(as("admin"), { id })).toMatchObject({
      isDelivered: false,
      status: 403,
      error: "HTTP 403: no_team",
    });
  });

  it("needs an admin, and a webhook", async () => {
    const { id } = await create();
    await expectRefused(testWebhook(as("operator"), { id }), "Forbidden");
    await expectRefused(testWebhook(as("admin"), nowhere), "NotFound");
    expect(receiver.received).toEqual([]);
  });
});

describe("changing a webhook", () => {
  it("keeps what is not named, and is audited with before and after", async () => {
    const { id } = await create();
    await updateWebhook(as("admin"), { id, alerts: ["breaker_tripped"] });
    await expectAudited(database.db, "webhook_changed", as("admin").actor);
    expect(await one()).toMatchObject({ name: "On call", alerts: ["breaker_tripped"] });
    await raise();
    expect(await deliveries()).toEqual([]);
  });

  it("fails what waits for one that is turned off", async () => {
    const { id } = await create();
    await raise();
    await updateWebhook(as("admin"), { id, isEnabled: false });
    expect(await deliveries()).toMatchObject([
      { state: "failed", error: "The webhook was turned off.", nextAt: null },
    ]);
    await expectRefused(
      redeliver(as("admin"), { id: (await deliveries())[0]?.id ?? "" }),
      "InvalidRequest",
    );
  });

  it("makes a new secret, in force at once", async () => {
    clock = { ...systemClock, advance: () => undefined };
    const { id, secret } = await create();
    const { secret: next } = await rotateWebhookSecret(as("admin"), { id });
    await expectAudited(database.db, "webhook_secret_rotated", as("admin").actor);
    await testWebhook(as("admin"), { id });
    const [got] = receiver.received;
    const headers = { ...got?.headers } as Record<string, string>;
    expect(() => new Webhook(secret).verify(got?.body ?? "", headers)).toThrow();
    expect(new Webhook(next).verify(got?.body ?? "", headers)).toBeTruthy();
    expect(await everything()).not.toContain(next.slice("whsec_".length));
  });

  it("deletes it with its log", async () => {
    const { id } = await create();
    await raise();
    await deleteWebhook(as("admin"), { id });
    await expectAudited(database.db, "webhook_deleted", as("admin").actor);
    expect(await deliveries()).toEqual([]);
  });

  it("is for admins, and for webhooks that there are", async () => {
    const { id } = await create();
    for (const verb of [updateWebhook, rotateWebhookSecret, deleteWebhook]) {
      await expectRefused(verb(as("operator"), { id }), "Forbidden");
      await expectRefused(verb(as("admin"), nowhere), "NotFound");
    }
    await expectRefused(listWebhooks(as("viewer")), "Forbidden");
    await expectRefused(listDeliveries(as("operator"), ListDeliveries.parse({})), "Forbidden");
  });
});

describe("the delivery log", () => {
  it("says how each try went, and when the next one is", async () => {
    await create();
    receiver.answer = (response) => void response.writeHead(500).end();
    await raise();
    expect(await deliveries()).toMatchObject([{ state: "pending", attempts: 0, error: null }]);
    await deliver();
    expect(await deliveries()).toMatchObject([
      {
        state: "pending",
        attempts: 1,
        status: 500,
        error: "HTTP 500",
        nextAt: new Date(clock.now().getTime() + 10_000).toISOString(),
        alert: { kind: "sensor_offline", title: "a is offline" },
        webhook: { name: "On call" },
      },
    ]);
    expect((await one())?.lastDelivery).toMatchObject({ state: "pending", error: "HTTP 500" });
  });

  it("is paged, and filtered by webhook and state", async () => {
    const { id: webhookId } = await create();
    for (const key of ["a", "b", "c"]) {
      await raise(key);
      clock.advance(1000);
    }
    await create({ name: "Other" });
    const page = await listDeliveries(as("admin"), ListDeliveries.parse({ webhookId, limit: 2 }));
    expect(page.total).toBe(3);
    const cursor = page.nextCursor ?? "";
    const rest = await listDeliveries(as("admin"), ListDeliveries.parse({ webhookId, cursor }));
    expect([...page.items, ...rest.items].map(({ alert }) => alert.title)).toEqual([
      "c is offline",
      "b is offline",
      "a is offline",
    ]);
    expect(rest.nextCursor).toBeNull();
    expect(await deliveries({ state: "failed" })).toEqual([]);
  });
});

describe("redelivery", () => {
  it("sends again under the same id, with all tries", async () => {
    await create();
    await raise();
    await deliver();
    const [{ id } = nowhere] = await deliveries();
    await redeliver(as("admin"), { id });
    await expectAudited(database.db, "webhook_redelivered", as("admin").actor);
    await deliver();
    expect(receiver.received.map(({ headers }) => headers["webhook-id"])).toEqual([id, id]);
    expect(await deliveries()).toMatchObject([{ state: "delivered", attempts: 1 }]);
  });

  it("leaves alone what is being sent", async () => {
    await create();
    await raise();
    const [{ id } = nowhere] = await deliveries();
    const entries = await database.db.auditEntry.count();
    receiver.answer = async (response) => {
      await redeliver(as("admin"), { id });
      response.writeHead(204).end();
    };
    await deliver();
    expect(await deliveries()).toMatchObject([{ state: "delivered", attempts: 1 }]);
    expect(await database.db.auditEntry.count()).toBe(entries);
  });

  it("is for admins, and for deliveries that there are", async () => {
    await expectRefused(redeliver(as("operator"), nowhere), "Forbidden");
    await expectRefused(redeliver(as("admin"), nowhere), "NotFound");
  });
});

it("lists alerts to viewers, newest first, open ones and all", async () => {
  for (const key of ["a", "b", "c"]) {
    await raise(key);
    clock.advance(1000);
  }
  await database.db.alert.updateMany({ where: { key: "b" }, data: { endedAt: clock.now() } });
  const list = async (input: object) => listAlerts(as("viewer"), ListAlerts.parse(input));
  const first = await list({ limit: 2 });
  const second = await list({ cursor: first.nextCursor });
  expect([...first.items, ...second.items].map(({ title }) => title[0])).toEqual(["c", "b", "a"]);
  expect((await list({ open: true })).items.map(({ title }) => title[0])).toEqual(["c", "a"]);
  expect((await list({ kind: "token_expiring" })).total).toBe(0);
  await expectRefused(listAlerts(as("provisioner"), ListAlerts.parse({})), "Forbidden");
});
