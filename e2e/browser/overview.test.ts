import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, type TestBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { enroll } from "../fleet.ts";
import { enrollFleet, type Fleet } from "../fleet-of-many.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let console: TestConsole;
let browser: TestBrowser;
let api: Client;
let fleet: Fleet;
beforeAll(async () => {
  console = opened.use(await startConsole());
  browser = opened.use(await openBrowser(console));
  api = opened.use(await console.apiClient("admin"));
});
afterAll(() => opened.disposeAsync());

test("signing in leads to the first steps, and the first sensors end them by themselves", async () => {
  const page = await browser.signedIn();
  await page.goto("/");
  await page.getByRole("heading", { name: "Bring in the first sensor" }).waitFor();
  const steps = page.getByRole("region", { name: "Bring in the first sensor" });
  await steps.getByRole("button", { name: "Generate Token" }).click();
  await page.getByRole("dialog", { name: "Generate Token" }).waitFor();
  await page.keyboard.press("Escape");
  fleet = opened.use(await enrollFleet(console, { count: 4, name: "web", tags: ["pool:web"] }));
  await page.getByRole("link", { name: "All 4" }).waitFor();
  await page.getByRole("link", { name: "Healthy 4" }).click();
  await page.waitForURL("**/sensors?status=healthy");
  await page.getByRole("link", { name: "web-1", exact: true }).waitFor();
  await page.context().close();
});

test("every card leads to the list behind its number", async () => {
  await api.call("/api/v1/pools/tag%3Aweb", { method: "PUT", body: { expectedSize: 6 } });
  const token = "tvx_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
  await enroll(console, { token, name: "stranger" }).catch(() => undefined);
  const page = await browser.signedIn();
  await page.goto("/overview");
  const ways = [
    ["Pools that lost sensors", "1 below their size", "/pools?missing=true"],
    ["Refused enrollments, 24 h", "1 from 1 host", "/sensors/failed"],
    ["Tokens about to expire", "All tokens", "/sensors/tokens"],
    ["Sensor versions", "0.1.0", "/sensors?version=0.1.0"],
    ["License", "License", "/settings"],
    ["Last actions of people", "All actions", "/activity?kinds=action"],
  ] as const;
  for (const [card, link, path] of ways) {
    const found = page.getByRole("region", { name: card }).getByRole("link", { name: link });
    expect(await found.first().getAttribute("href")).toContain(path);
  }
  const pools = page.getByRole("region", { name: "Pools that lost sensors" });
  await pools.getByText("2 missing").waitFor();
  await pools.getByRole("link", { name: "4 of 6 enrolled" }).click();
  await page.getByRole("link", { name: "web-4", exact: true }).waitFor();
  await page.context().close();
});

test("a departure shows within seconds, without a reload", async () => {
  const page = await browser.signedIn();
  await page.goto("/overview");
  await page.getByRole("link", { name: "All 4" }).waitFor();
  await api.call(`/api/v1/sensors/${fleet.ids[3]}`, { method: "DELETE" });
  await page.getByRole("link", { name: "All 3" }).waitFor();
  await page.getByText("Sensor deleted").first().waitFor();
  await page.context().close();
});

test("a script reads the same numbers", async () => {
  const { status, json } = await api.call("/api/v1/overview");
  expect(status).toBe(200);
  expect(json).toMatchObject({
    counts: { healthy: 3, departed: 1, total: 3 },
    lastDay: { joined: 3, departed: 1, lost: 0 },
    pools: { missing: 1, items: [{ key: "tag:web", enrolled: 3, expectedSize: 6 }] },
    versions: { items: [{ version: "0.1.0", count: 3 }] },
    seats: { taken: 3 },
  });
  const trend = await api.call("/api/v1/overview/trend");
  expect(trend.json.points.length).toBeGreaterThan(0);
});
