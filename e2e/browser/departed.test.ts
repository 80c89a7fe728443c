import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, type TestBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { eventually } from "../eventually.ts";
import { connect } from "../fleet.ts";
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
  fleet = opened.use(await enrollFleet(console, { count: 4, name: "web", tags: ["pool:shop"] }));
  // web-1 and web-2 are away while they are deleted, so that they keep their identity.
  for (const name of ["web-1", "web-2"]) await fleet.sensor(name)[Symbol.asyncDispose]();
  for (const name of ["web-1", "web-2", "web-3"])
    await api.call(`/api/v1/sensors/${fleet.sensor(name).id}`, { method: "DELETE" });
});
afterAll(() => opened.disposeAsync());

test("sensors that left are in a list of their own, with reason, and found by filters", async () => {
  const page = await browser.signedIn();
  await page.getByRole("link", { name: /Departed 3/ }).click();
  await page.getByRole("heading", { name: "Departed", level: 1 }).waitFor();
  await page.getByText("1–3 of 3 records").waitFor();
  expect(await page.getByRole("cell", { name: "Deleted" }).count()).toBe(3);
  await page.getByRole("searchbox").fill("web-2");
  await page.getByText("1–1 of 1 records").waitFor();
  await page.goto("/sensors/departed?reason=clean_exit");
  await page.getByText("No departed sensor matches").waitFor();
  await page.getByRole("button", { name: "Clear filters" }).last().click();
  await page.getByText("1–3 of 3 records").waitFor();
  await page.context().close();
});

test("a record is held in its row and together with others, and released on its page", async () => {
  const page = await browser.signedIn();
  await page.goto("/sensors/departed?sort=name&order=asc");
  await page.getByRole("button", { name: "Actions for web-1" }).click();
  await page.getByRole("menuitem", { name: "Hold" }).click();
  await page.getByText("Holding 1 record").waitFor();
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await page.getByRole("toolbar").getByRole("button", { name: "Hold" }).click();
  await page.getByText("Holding 2 records").waitFor();
  const { json } = await api.call("/api/v1/sensors/departed?held=true");
  expect(json.total).toBe(3);
  await page.getByRole("link", { name: "web-3" }).click();
  await page.getByText("deleted it in the Console").waitFor();
  await page.getByRole("button", { name: "Release" }).click();
  await page.getByRole("button", { name: "Hold" }).waitFor();
  await page.context().close();
});

test.for([
  ["viewer", 0],
  ["operator", 1],
] as const)("%s: may hold %i, may never restore", async ([role, holds]) => {
  const email = `${role}@example.com`;
  const password = (await console.cli("user", "create", "--email", email, "--role", role)).trim();
  const page = await browser.signedIn({ email, password });
  await page.goto(`/sensors/${fleet.sensor("web-3").id}`);
  await page.getByText("deleted it in the Console").waitFor();
  expect(await page.getByRole("button", { name: "Hold" }).count()).toBe(holds);
  expect(await page.getByRole("button", { name: /Restore/ }).count()).toBe(0);
  await page.goto("/sensors/departed");
  await page.getByRole("link", { name: "web-3" }).waitFor();
  expect(await page.getByRole("button", { name: "Actions for web-3" }).count()).toBe(holds);
  await page.context().close();
});

test("a deleted sensor that still has its identity is refused, restored, and connects again", async () => {
  const { identity, id } = fleet.sensor("web-1");
  await using back = connect(identity);
  await eventually("the refusal", 15_000, () => back.log().some((line) => /deleted/.test(line)));
  const page = await browser.signedIn();
  await page.goto(`/sensors/${id}`);
  await page.getByRole("button", { name: "Restore…" }).click();
  await page.getByRole("button", { name: "Restore sensor" }).click();
  await page.getByText("Restored as web-1").waitFor();
  await page.getByRole("button", { name: "Edit Tags" }).waitFor();
  await using again = connect(identity);
  await eventually("the connection", 15_000, () => again.isConnected());
  const { json } = await api.call(`/api/v1/audit?action=sensor_restored`);
  expect(json.items[0]).toMatchObject({ target: `sensor:${id}`, actorName: console.admin.email });
  await page.context().close();
});

test("REST lists, holds, releases and restores as the pages do", async () => {
  const path = `/api/v1/sensors/${fleet.sensor("web-2").id}`;
  const call = async (method: string, url: string) => (await api.call(url, { method })).status;
  expect(await call("PUT", `${path}/hold`)).toBe(204);
  expect(await call("DELETE", `${path}/hold`)).toBe(204);
  expect(
    (await api.call(`${path.replace("/sensors/", "/sensors/departed/")}`)).json.held,
  ).toBeNull();
  expect(await call("POST", `${path}/restore`)).toBe(200);
  expect(await call("POST", `${path}/restore`)).toBe(404);
  expect(await call("PUT", `${path}/hold`)).toBe(404);
  const { json } = await api.call("/api/v1/sensors/departed?reason=deleted&reason=clean_exit");
  expect(json.items.map(({ name }: { name: string }) => name)).toEqual(["web-3"]);
});
