import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, type TestBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startConsole, type TestConsole } from "../console.ts";
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
  fleet = opened.use(await enrollFleet(console, { count: 3, name: "web", tags: ["env:prod"] }));
});
afterAll(() => opened.disposeAsync());

test("timeline and charts follow one choice of time, which the address keeps", async () => {
  const page = await browser.signedIn();
  await page.goto(`/sensors/${fleet.sensor("web-1").id}`);
  const timeline = page.getByRole("img", { name: /^Status over time: Healthy/ });
  await timeline.waitFor();
  await page.getByRole("img", { name: /^Heartbeats heard: latest/ }).waitFor();
  await page.getByRole("radio", { name: "7 d" }).click();
  await page.waitForURL("**?range=7d");
  await page.getByRole("img", { name: /Not enrolled 6 d/ }).waitFor();
  await timeline.hover({ position: { x: 5, y: 5 } });
  await page.getByText(/Not enrolled.* from /).waitFor();
  await page.reload();
  await page.getByRole("img", { name: /Not enrolled 6 d/ }).waitFor();
  await page.context().close();
});

test("the same numbers are a table, and the changes a list", async () => {
  const page = await browser.signedIn();
  await page.goto(`/sensors/${fleet.sensor("web-1").id}?range=24h`);
  await page.getByText("1 change").click();
  await page
    .getByRole("listitem")
    .filter({ hasText: /^Not enrolled/ })
    .first()
    .waitFor();
  await page.getByRole("radio", { name: "Table" }).click();
  const values = page.getByRole("region", { name: "Kernel activity, values" });
  await values.getByRole("columnheader", { name: /Heartbeats heard/ }).waitFor();
  expect(await values.getByRole("row").count()).toBeGreaterThan(1);
  await page.context().close();
});

test("tags of the fleet are offered where a sensor's tags are edited", async () => {
  const page = await browser.signedIn();
  await page.goto(`/sensors/${fleet.sensor("web-2").id}`);
  const id = fleet.sensor("web-1").id;
  await api.call(`/api/v1/sensors/${id}`, { method: "PATCH", body: { tags: ["site:oslo"] } });
  await page.getByRole("button", { name: "Edit Tags" }).click();
  const dialog = page.getByRole("dialog", { name: "Edit Tags" });
  await dialog.getByRole("textbox").fill("osl");
  await dialog.getByRole("button", { name: "site:oslo", exact: true }).click();
  await dialog.getByRole("button", { name: "Save tags" }).click();
  await page.getByText("Tags of web-2 saved").waitFor();
  expect((await api.call(`/api/v1/sensors/${fleet.sensor("web-2").id}`)).json.tags).toEqual([
    "env:prod",
    "site:oslo",
  ]);
  await page.context().close();
});

test("a deleted sensor's page stays readable, its life and timeline included", async () => {
  const { id } = fleet.sensor("web-3");
  await api.call(`/api/v1/sensors/${id}`, { method: "DELETE" });
  const page = await browser.signedIn();
  await page.goto(`/sensors/${id}`);
  await page.getByRole("heading", { name: "Status before it departed" }).waitFor();
  const life = page.getByRole("region", { name: "Life" });
  await life.getByText(/left: deleted/i).waitFor();
  await life.getByText(/enrolled/i).waitFor();
  await page.getByRole("img", { name: /Departed/ }).waitFor();
  expect(await page.getByRole("button", { name: "Edit Tags" }).count()).toBe(0);
  await page.context().close();
});

test("a sensor that is not there says so and leads back", async () => {
  const page = await browser.signedIn();
  await page.goto("/sensors/00000000-0000-4000-8000-000000000000");
  await page.getByText("There is no such sensor").waitFor();
  await page.getByRole("link", { name: "All sensors" }).click();
  await page.waitForURL("**/sensors");
  await page.context().close();
});

test("a script reads history, timeline and events, and provisioners do not", async () => {
  const { id } = fleet.sensor("web-1");
  const provisioner = await console.apiClient("provisioner");
  for (const part of ["history?hours=6", "timeline?hours=6", "events"]) {
    expect((await api.call(`/api/v1/sensors/${id}/${part}`)).status).toBe(200);
    expect((await provisioner.call(`/api/v1/sensors/${id}/${part}`)).status).toBe(403);
  }
  provisioner.close();
  const { json } = await api.call(`/api/v1/sensors/${id}/timeline`);
  expect(json.spans.map(({ status }: { status: string }) => status)).toEqual([
    "not_enrolled",
    "healthy",
  ]);
});
