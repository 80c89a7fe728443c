import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Account, openBrowser, type TestBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { enroll } from "../fleet.ts";
import { batchToken } from "../fleet-of-many.ts";
import { seriousProblems } from "../serious-problems.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let console: TestConsole;
let browser: TestBrowser;
let api: Client;
let viewer: Account;

beforeAll(async () => {
  console = opened.use(await startConsole());
  browser = opened.use(await openBrowser(console));
  api = await console.apiClient("admin");
  opened.defer(() => api.close());
  const email = "viewer@example.com";
  const password = await console.cli("user", "create", "--email", email, "--role", "viewer");
  viewer = { email, password: password.trim() };
  const token = await batchToken(console, 5);
  // Enrolled, heard once, and never again: they age through every status.
  for (let index = 1; index <= 5; index++) {
    await enroll(console, { token, name: `ci-${index}`, tags: ["pool:ci"] });
  }
});
afterAll(() => opened.disposeAsync());

async function settings(section: string, as?: Account): Promise<Page> {
  const page = await browser.signedIn(as);
  await page.goto(`/settings/${section}`);
  await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
  return page;
}
const stored = async () => (await api.call("/api/v1/settings")).json;

test("a pool gets a threshold of its own, after what it would flip was seen and agreed to", async () => {
  const page = await settings("status");
  await page.getByRole("button", { name: "Add pool" }).click();
  await page.getByRole("dialog").getByText("ci", { exact: true }).click();
  await page.getByLabel("ci is stale after").fill("5");
  await page.getByText(/gives 5 of 5 sensors another status/).waitFor({ timeout: 60_000 });
  expect(await seriousProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Save" }).click();
  const ask = page.getByRole("alertdialog");
  await ask.getByText("Change the status of 5 of 5 sensors?").waitFor();
  await ask.getByRole("button", { name: "Save thresholds" }).click();
  await page.getByText("Status saved").waitFor();
  await page.getByText(`Last changed by ${console.admin.email}`).waitFor();
  expect((await stored()).status.pools).toEqual([{ pool: "tag:ci", staleAfterSeconds: 5 }]);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("Status: undone").waitFor();
  expect((await stored()).status.pools).toEqual([]);
  await page.context().close();
});

test("what was typed and not saved is not lost by a click, and a wrong value is named", async () => {
  const page = await settings("retention");
  await page.getByLabel("Audit entries, days").fill("5");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("30 d to 3650 d.").waitFor();
  await page.getByRole("link", { name: "Enrollment", exact: true }).click();
  const ask = page.getByRole("alertdialog", { name: "Leave without saving?" });
  await ask.getByRole("button", { name: "Cancel" }).click();
  expect(await page.getByLabel("Audit entries, days").inputValue()).toBe("5");
  await page.getByRole("link", { name: "Enrollment", exact: true }).click();
  await ask.getByRole("button", { name: "Discard changes" }).click();
  await page.getByLabel("Default tags").fill("env:lab");
  await page.getByLabel("Default tags").press("Enter");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Enrollment saved").waitFor();
  await page.goto("/sensors/tokens");
  await page.getByRole("button", { name: "Generate Token" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove env:lab" }).waitFor();
  await page.context().close();
});

test("another public URL is asked about; the CA is shown, copied and downloaded", async () => {
  const page = await settings("console");
  await page.getByLabel("Public URL").fill("http://console.example.com");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("An https:// URL without a path").waitFor();
  await page.getByLabel("Public URL").fill("https://console.example.com");
  await page.getByRole("button", { name: "Save" }).click();
  const ask = page.getByRole("alertdialog", { name: "Use https://console.example.com?" });
  await ask.getByRole("button", { name: "Cancel" }).click();
  expect((await stored()).console.publicUrl).toBe("");
  await page.getByRole("button", { name: "Copy caBundle (base64)" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(Buffer.from(copied, "base64").toString().trim()).toBe(console.ca.trim());
  await page.getByText("Telovix Console CA").first().waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  await page.context().close();
});

test("a viewer reads the values, and finds no field, button or section of administrators", async () => {
  const page = await settings("status", viewer);
  await page.getByText("1 min 30 s").waitFor();
  expect(await page.getByRole("textbox").count()).toBe(0);
  expect(await page.getByRole("spinbutton").count()).toBe(0);
  expect(await page.getByRole("button", { name: "Save" }).count()).toBe(0);
  expect(await page.getByRole("link", { name: "Notifications" }).count()).toBe(0);
  const answer = await page.goto("/settings/notifications");
  expect(answer?.status()).toBe(404);
  await page.context().close();
});

test("times are shown as this browser's reader wants them, at phone width too", async () => {
  const page = await browser.signedIn(undefined, { viewport: { width: 390, height: 844 } });
  await page.goto("/settings");
  await page.getByLabel("Section").selectOption("Appearance");
  await page.getByRole("radio", { name: "Time and day" }).click();
  await page.getByRole("radio", { name: "UTC" }).click();
  await page.getByRole("radio", { name: "24 hours" }).click();
  expect(await seriousProblems(page)).toEqual([]);
  await page.goto("/audit");
  const time = page.getByRole("table").locator("time").first();
  expect(await time.textContent()).toMatch(/^\d\d:\d\d$/);
  expect(await time.getAttribute("title")).toMatch(/UTC \(.* ago|UTC \(just now/);
  await page.context().close();
});
