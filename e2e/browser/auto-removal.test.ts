import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Account, openBrowser, type TestBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { eventually } from "../eventually.ts";
import { enrollWith, type TestSensor } from "../fleet.ts";
import { seriousProblems } from "../serious-problems.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let console: TestConsole;
let browser: TestBrowser;
let admin: Client;
let viewer: Account;
const sensors: TestSensor[] = [];

/** Eight ephemeral sensors of one pool, six of which fall silent together, and one by itself. */
beforeAll(async () => {
  console = opened.use(await startConsole());
  browser = opened.use(await openBrowser(console));
  admin = opened.use(await console.apiClient("admin"));
  const { token } = await aToken({ ephemeral: true, removeAfterSeconds: 60, tags: ["pool:ci"] });
  for (let index = 1; index <= 8; index++)
    sensors.push(opened.use(await enrollWith(console, { token, name: `ci-${index}` })));
  const { token: other } = await aToken({ ephemeral: true, removeAfterSeconds: 600 });
  await (await enrollWith(console, { token: other, name: "lone" }))[Symbol.asyncDispose]();
  const email = "viewer@example.com";
  const password = await console.cli("user", "create", "--email", email, "--role", "viewer");
  viewer = { email, password: password.trim() };
  await Promise.all(sensors.slice(0, 6).map((sensor) => sensor[Symbol.asyncDispose]()));
});
afterAll(() => opened.disposeAsync());

async function aToken(changes: object): Promise<{ token: string }> {
  const body = { type: "batch", maxUses: 10, ...changes };
  return (await admin.call("/api/v1/enrollment-tokens", { body })).json.tokens[0];
}

const banner = (page: Page) => page.getByRole("region", { name: "Auto-removal is paused" });

test("a pool that falls silent together pauses its removal, and everybody is told why", async () => {
  const page = await browser.signedIn(viewer);
  await page.goto("/sensors/departed");
  await banner(page)
    .getByText("6 of 8 sensors of pool ci went silent within 2 min")
    .waitFor({ timeout: 90_000 });
  expect(await banner(page).getByRole("button").count()).toBe(0);
  await page.goto("/sensors");
  await page.getByText("removal paused").first().waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  await page.context().close();
});

test("an administrator removes exactly the number that was typed", async () => {
  const page = await browser.signedIn();
  await page.goto("/sensors");
  await banner(page).getByRole("button", { name: "Remove these 6" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Remove 6 sensors now?" });
  const confirm = dialog.getByRole("button", { name: "Remove 6 sensors" });
  expect(await confirm.isDisabled()).toBe(true);
  await dialog.getByRole("textbox").fill("6");
  await confirm.click();
  await page.getByText("Removed 6 sensors").waitFor();
  await banner(page).waitFor({ state: "detached" });
  const { json } = await admin.call("/api/v1/sensors/departed?reason=auto_removed");
  expect(json.total).toBe(6);
  expect(json.items[0].departed.by).toBe(console.admin.email);
  expect(sensors.slice(6).every((sensor) => sensor.isConnected())).toBe(true);
  await page.context().close();
});

test("an ephemeral sensor that fell silent counts down to its removal", async () => {
  const page = await browser.signedIn();
  await page.goto("/sensors?ephemeral=true&q=lone");
  await page.getByText(/removed in \d+ min/).waitFor({ timeout: 60_000 });
  await page.getByRole("link", { name: "lone" }).click();
  await page.getByText(/removed in \d+ min/).waitFor();
  await page.goto("/sensors?ephemeral=false");
  await page.getByText("No sensor matches").waitFor();
  await page.context().close();
});

test("two keys on one machine id are a conflict until a person says what is right", async () => {
  const { token } = await aToken({});
  const machineId = "5f1c7be0c3f14d3f9a4f0a1d2b3c4d5e";
  for (const name of ["db-1", "db-2"])
    opened.use(await enrollWith(console, { token, name, machineId }));
  const page = await browser.signedIn();
  await page.goto("/sensors");
  await page.getByText("1 identity is in conflict.").waitFor();
  await page.getByRole("button", { name: "Review" }).click();
  const dialog = page.getByRole("dialog", { name: "Conflicts of identity" });
  await dialog.getByRole("link", { name: "db-1" }).waitFor();
  await dialog.getByRole("link", { name: "db-2" }).waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  await dialog.getByRole("button", { name: "These are separate machines" }).click();
  await dialog.getByText("No conflicts").waitFor();
  await eventually("both still enrolled", 5_000, async () => {
    return (await admin.call("/api/v1/sensors?q=db-")).json.total === 2;
  });
  await page.context().close();
});
