import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Account, openBrowser, type TestBrowser } from "../browser.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { seriousProblems } from "../serious-problems.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let console: TestConsole;
let browser: TestBrowser;
let viewer: Account;

beforeAll(async () => {
  console = opened.use(await startConsole());
  browser = opened.use(await openBrowser(console));
  const email = "viewer@example.com";
  const password = await console.cli("user", "create", "--email", email, "--role", "viewer");
  viewer = { email, password: password.trim() };
  const api = await console.apiClient("admin");
  const body = { status: { staleAfterSeconds: 120 }, enrollment: { defaultTags: ["env:lab"] } };
  await api.call("/api/v1/settings", { method: "PATCH", body });
  api.close();
});
afterAll(() => opened.disposeAsync());

test("an entry is found by action, and opens to what was before and after", async () => {
  const page = await browser.signedIn();
  await page.goto("/audit");
  await page.getByRole("button", { name: "Action" }).click();
  const actions = page.getByRole("dialog", { name: "Filter by action" });
  await actions.getByLabel("Search actions").fill("settings");
  await actions.getByText("Settings changed").click();
  await page.keyboard.press("Escape");
  await page.waitForURL(/action=settings_changed/);
  await page.getByRole("table").getByRole("button", { name: "Settings changed" }).click();
  await page.locator("dt", { hasText: "status: stale after" }).waitFor();
  await page.getByText("before 1 min 30 s").waitFor();
  await page.getByText("after 2 min").waitFor();
  await page.getByText("env:lab").first().waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  await page.context().close();
});

test("what people did is told from what machines did, and text finds details", async () => {
  const page = await browser.signedIn();
  await page.goto("/audit?kind=api-key");
  await page.getByRole("button", { name: "Settings changed" }).waitFor();
  expect(await page.getByRole("button", { name: "Signed in" }).count()).toBe(0);
  await page.getByLabel("Search entries").fill("no such thing");
  await page.getByText("No entry matches").waitFor();
  await page.getByRole("button", { name: "Clear filters" }).first().click();
  await page.getByRole("button", { name: "Signed in" }).first().waitFor();
  await page.context().close();
});

test("the filtered set is exported, and that is an entry too", async () => {
  const page = await browser.signedIn(viewer);
  await page.goto("/audit?action=settings_changed");
  await page.getByRole("button", { name: "Export" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "JSON Lines" }).click();
  const file = await (await downloading).path();
  const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line).action)).toEqual(["settings_changed"]);
  await page.goto("/audit?action=audit_exported");
  await page.getByRole("button", { name: "Audit exported" }).waitFor();
  expect(await page.getByRole("button", { name: "Verify" }).count()).toBe(0);
  await page.context().close();
});

test("an administrator verifies the chain", async () => {
  const page = await browser.signedIn();
  await page.goto("/audit");
  await page.getByRole("button", { name: "Verify" }).click();
  await page.getByText(/All \d+ entries verified/).waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  await page.context().close();
});
