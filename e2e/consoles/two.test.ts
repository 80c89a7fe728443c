import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, type TestBrowser } from "../browser.ts";
import { type Client, makeClient } from "../client.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { eventually } from "../eventually.ts";
import { connect, enroll, enrollWith } from "../fleet.ts";
import { review } from "../review.ts";
import { type SystemPostgres, startSystemPostgres } from "./system-postgres.ts";

/** Two installations' worth of processes, as on two machines, sharing nothing but PostgreSQL. */
/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let postgres: SystemPostgres;
let north: TestConsole;
let south: TestConsole;
let browser: TestBrowser;
let api: Client;
beforeAll(async () => {
  postgres = opened.use(await startSystemPostgres());
  const env = {
    DATABASE_URL: postgres.url,
    TELOVIX_SECRET: randomBytes(32).toString("base64url"),
    TELOVIX_GATEWAYS: "1",
  };
  // At the same time: migrating, making the CA and the first administrator must happen once.
  const both = await Promise.allSettled([startConsole({ env }), startConsole({ env })]);
  for (const started of both) if (started.status === "fulfilled") opened.use(started.value);
  [north, south] = both.map((started) => {
    if (started.status === "rejected") throw started.reason;
    return started.value;
  }) as [TestConsole, TestConsole];
  browser = opened.use(await openBrowser(north));
  api = opened.use(await north.apiClient("admin"));
});
afterAll(() => opened.disposeAsync());

/** The same key or cookie, at the other console. */
const at = (console: TestConsole, headers: Record<string, string>) =>
  makeClient({ url: console.url, ca: console.ca, headers });

async function newToken(): Promise<string> {
  const answer = await api.call("/api/v1/enrollment-tokens", { body: { type: "one_time" } });
  return answer.json.tokens[0].token;
}

test("both have the same CA and the same first administrator", async () => {
  expect(south.ca).toBe(north.ca);
  const clients = await Promise.all(
    [north, south].map((each) => each.signIn(each.admin.email, each.admin.password)),
  );
  const sessions = await Promise.all(clients.map((client) => client.call("/api/auth/get-session")));
  expect(sessions[0]?.json.user.id).toBe(sessions[1]?.json.user.id);
  for (const client of clients) client.close();
});

test("an API key made by one is good at the other", async () => {
  const key = (await north.cli("api-key", "create", "--name", "both", "--role", "viewer")).trim();
  const client = at(south, { authorization: `Bearer ${key}` });
  expect((await client.call("/api/v1/sensors/counts")).status).toBe(200);
  client.close();
});

test("a sensor that enrolls at one appears in the browser at the other, healthy, and leaves it again", async () => {
  const page = await browser.signedIn();
  await page.goto("/sensors/tokens");
  await page.getByRole("button", { name: "Generate Token" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Generate Token" }).click();
  const shown = page.getByRole("dialog", { name: "Deploy with this token" });
  const command = await shown.getByRole("region", { name: "install command" }).textContent();
  const token = /TELOVIX_TOKEN=(\S+)/.exec(command ?? "")?.[1] ?? "";
  await using sensor = await enrollWith(south, { token, name: "far-1" });
  await shown.getByText("far-1 is healthy").waitFor();
  await shown.getByRole("button", { name: "Done" }).click();

  await page.goto("/sensors");
  await page.getByRole("button", { name: "Actions for far-1" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete sensor" }).click();
  await page.getByText("Deleted far-1").waitFor();
  const begin = performance.now();
  expect(await sensor.ended).toBe("removed");
  expect(performance.now() - begin).toBeLessThan(1_000);
  await page.context().close();
});

test("a deleted sensor's certificate is refused by both gateways", async () => {
  const identity = await enroll(south, { token: await newToken(), name: "far-2" });
  await api.call(`/api/v1/sensors/${identity.config.sensorId}`, { method: "DELETE" });
  for (const { sensorPort } of [north, south]) {
    const sensorUrl = `wss://localhost:${sensorPort}/api/v1/sensor/connect`;
    await using sensor = connect({ ...identity, config: { ...identity.config, sensorUrl } });
    await eventually("the refusal", 10_000, () =>
      sensor.log().some((line) => /SensorDeleted|CertificateRefused/.test(line)),
    );
    expect(sensor.isConnected()).toBe(false);
  }
});

test("tags edited at one reach a sensor that the other's gateway holds", async () => {
  await using sensor = await enrollWith(south, { token: await newToken(), name: "far-3" });
  const body = { tags: ["site:north"] };
  await api.call(`/api/v1/sensors/${sensor.id}`, { method: "PATCH", body });
  await eventually("the tags on the sensor", 2_000, () =>
    sensor.log().includes("Tags are now site:north."),
  );
});

test("a setting changed at one holds at the other at once", async () => {
  const far = await south.apiClient("admin");
  const status = { staleAfterSeconds: 77 };
  await api.call("/api/v1/settings", { method: "PATCH", body: { status } });
  expect((await far.call("/api/v1/settings")).json.status).toMatchObject(status);
  far.close();
});

test("an admission rule made at one is asked at the other within a second", async () => {
  const token = { type: "cluster", clusterName: "far-cluster" };
  await api.call("/api/v1/enrollment-tokens", { body: token });
  const rule = { name: "No latest", templateId: "no-latest-tag" };
  expect((await api.call("/api/v1/admission/rules", { body: rule })).status).toBe(201);
  const denied = async () => !(await review(south.anonymous, "far-cluster", "nginx")).allowed;
  await eventually("the denial", 1_000, denied, 50);
  const decided = "/api/v1/admission/decisions?cluster=far-cluster&outcome=denied";
  await eventually("the decision", 5_000, async () => (await api.call(decided)).json.total > 0);
});

test("50 hosts that redeem one one-time token through both get exactly one sensor", async () => {
  const token = await newToken();
  const tries = Array.from({ length: 50 }, (_, index) =>
    enroll(index % 2 ? north : south, { token, name: `race-${index}` }),
  );
  const outcomes = await Promise.allSettled(tries);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const { json } = await api.call("/api/v1/sensors?q=race-");
  expect(json.total).toBe(1);
});

test("both wrote one unbroken audit chain", async () => {
  const verdicts = await Promise.all([north, south].map((each) => each.cli("audit", "verify")));
  expect(verdicts[0]).toBe(verdicts[1]);
});
