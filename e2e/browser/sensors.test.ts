import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, type TestBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { eventually } from "../eventually.ts";
import { enrollFleet, type Fleet } from "../fleet-of-many.ts";

const size = 60;
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
  fleet = opened.use(await enrollFleet(console, { count: size, name: "web", tags: ["env:prod"] }));
});
afterAll(() => opened.disposeAsync());

test("the list pages through the fleet and finds one sensor by its name", async () => {
  const page = await browser.signedIn();
  await page.getByText(`1–50 of ${size} sensors`).waitFor();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText(`51–${size} of ${size} sensors`).waitFor();
  await page.getByRole("searchbox").fill("web-42");
  await page.getByText("1–1 of 1 sensors").waitFor();
  await page.getByRole("link", { name: "web-42" }).click();
  await page.getByRole("heading", { name: "web-42", level: 1 }).waitFor();
  await page.getByText("Kernel activity").waitFor();
  await page.context().close();
});

test("a filter that nothing matches says so and can be cleared", async () => {
  const page = await browser.signedIn();
  await page.goto("/sensors?q=nobody");
  await page.getByText("No sensor matches").waitFor();
  await page.getByRole("button", { name: "Clear filters" }).last().click();
  await page.getByText(`1–50 of ${size} sensors`).waitFor();
  await page.context().close();
});

test("tags that are edited in the browser reach the connected sensor", async () => {
  const page = await browser.signedIn();
  await page.goto(`/sensors/${fleet.sensor("web-7").id}`);
  await page.getByRole("button", { name: "Edit Tags" }).click();
  const dialog = page.getByRole("dialog", { name: "Edit Tags" });
  await dialog.getByRole("textbox").fill("site:berlin");
  await dialog.getByRole("textbox").press("Enter");
  await dialog.getByRole("button", { name: "Save tags" }).click();
  await page.getByText("Tags of web-7 saved").waitFor();
  await eventually("the new tags on the sensor", 5_000, () =>
    fleet.sensor("web-7").log().includes("Tags are now env:prod,site:berlin."),
  );
  await page.context().close();
});

test("a sensor that is deleted in its row is disconnected and leaves every open list", async () => {
  const page = await browser.signedIn();
  const other = await browser.signedIn();
  await page.goto("/sensors?q=web-9");
  await other.goto("/sensors?q=web-9");
  await other.getByRole("link", { name: "web-9" }).waitFor();
  await page.getByRole("button", { name: "Actions for web-9" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete sensor" }).click();
  await page.getByText("Deleted web-9").waitFor();
  await other.getByText("No sensor matches").waitFor({ timeout: 5_000 });
  expect(await fleet.sensor("web-9").ended).toBe("removed");
  await page.context().close();
  await other.context().close();
});

test("selected rows are deleted together, by name", async () => {
  const page = await browser.signedIn();
  await page.goto("/sensors?q=web-1&sort=name");
  await page.getByRole("checkbox", { name: "Select web-10" }).check();
  await page.getByRole("checkbox", { name: "Select web-11" }).check();
  await page.getByRole("button", { name: "Delete selected" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Delete 2 sensors?" });
  await dialog.getByText("web-10").waitFor();
  await dialog.getByRole("button", { name: "Delete 2 sensors" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("link", { name: "web-12" }).waitFor();
  await page.getByRole("link", { name: "web-11" }).waitFor({ state: "detached" });
  expect((await api.call("/api/v1/sensors/counts")).json.total).toBe(size - 3);
  await page.context().close();
});

test("all that match the filter are deleted, after the exact number was typed", async () => {
  const page = await browser.signedIn();
  await page.goto("/sensors?tag=env:prod");
  const left = size - 3;
  await page.getByText(`1–50 of ${left} sensors`).waitFor();
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await page.getByRole("button", { name: `Select all ${left} that match` }).click();
  await page.getByRole("button", { name: "Delete selected" }).click();
  const dialog = page.getByRole("alertdialog", { name: `Delete ${left} sensors?` });
  const confirm = dialog.getByRole("button", { name: `Delete ${left} sensors` });
  expect(await confirm.isDisabled()).toBe(true);
  await dialog.getByRole("textbox").fill(String(left));
  await confirm.click();
  await page.getByText("No sensors yet").or(page.getByText("No sensor matches")).first().waitFor();
  const counts = (await api.call("/api/v1/sensors/counts")).json;
  expect(counts).toMatchObject({ total: 0, departed: size });
  await page.context().close();
});

test("every deletion is in the audit, and the chain holds", async () => {
  const { json } = await api.call("/api/v1/audit?action=sensor_deleted&limit=500");
  expect(json.total).toBeGreaterThanOrEqual(3);
  expect(await console.cli("audit", "verify")).toMatch(/\d+/);
});
