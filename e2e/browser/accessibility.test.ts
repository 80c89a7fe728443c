import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, type TestBrowser } from "../browser.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { enrollFleet, type Fleet } from "../fleet-of-many.ts";
import { seriousProblems } from "../serious-problems.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let console: TestConsole;
let browser: TestBrowser;
let fleet: Fleet;
beforeAll(async () => {
  console = opened.use(await startConsole());
  browser = opened.use(await openBrowser(console));
  fleet = opened.use(
    await enrollFleet(console, { count: 4, name: "web", tags: ["env:prod", "site:berlin"] }),
  );
  const api = opened.use(await console.apiClient("admin"));
  await api.call(`/api/v1/sensors/${fleet.ids[3]}`, { method: "DELETE" });
});
afterAll(() => opened.disposeAsync());

/** Every page, with how to tell that it is shown whole. */
const pages: readonly (readonly [string, () => string, (page: Page) => Promise<void>])[] = [
  ["Sensors", () => "/sensors", (page) => page.getByRole("link", { name: "web-1" }).waitFor()],
  [
    "a sensor",
    () => `/sensors/${fleet.ids[0]}`,
    (page) => page.getByText("Kernel activity").waitFor(),
  ],
  [
    "Departed",
    () => "/sensors/departed",
    (page) => page.getByRole("link", { name: "web-4" }).waitFor(),
  ],
  [
    "a departed sensor",
    () => `/sensors/${fleet.ids[3]}`,
    (page) => page.getByText("deleted it in the Console").waitFor(),
  ],
  [
    "Enrollment Tokens",
    () => "/sensors/tokens",
    (page) => page.getByText("Used up").first().waitFor(),
  ],
  [
    "Deploy Sensor",
    () => "/sensors/deploy?kind=cloud_init&naming=instance_suffix",
    (page) => page.getByLabel("Suffix").waitFor(),
  ],
  [
    "Failed Enrollments",
    () => "/sensors/failed",
    (page) => page.getByText("No failed enrollments").waitFor(),
  ],
  ["Pools", () => "/pools", (page) => page.getByRole("link", { name: /^tvx_/ }).waitFor()],
  ["Activity", () => "/activity", (page) => page.getByText("Token created").first().waitFor()],
  ["Audit", () => "/audit", (page) => page.getByText("sensor_enrolled").first().waitFor()],
  [
    "Settings",
    () => "/settings/status",
    (page) => page.getByLabel("Stale after").first().waitFor(),
  ],
];

describe.for(["light", "dark"] as const)("in the %s theme", (colorScheme) => {
  test.for(pages)("axe finds nothing serious on %s", async ([, path, shown]) => {
    const page = await browser.signedIn(console.admin, { colorScheme });
    await page.goto(path());
    await shown(page);
    expect(await seriousProblems(page)).toEqual([]);
    await page.context().close();
  });

  test("axe finds nothing serious on the sign-in page", async () => {
    const page = await browser.page({ colorScheme });
    await page.goto("/sign-in");
    expect(await seriousProblems(page)).toEqual([]);
    await page.context().close();
  });

  test("axe finds nothing serious in the Generate Token dialog", async () => {
    const page = await browser.signedIn(console.admin, { colorScheme });
    await page.goto("/sensors/tokens");
    await page.getByRole("button", { name: "Generate Token" }).click();
    await page.getByRole("dialog", { name: "Generate Token" }).waitFor();
    expect(await seriousProblems(page)).toEqual([]);
    await page.context().close();
  });
});

test("axe finds nothing serious in a snippet, and a phone holds it", async () => {
  const viewport = { width: 390, height: 844 };
  const page = await browser.signedIn(console.admin, { viewport, hasTouch: true });
  await page.goto("/sensors/deploy?kind=terraform_aws");
  await page.getByRole("button", { name: "Generate Token" }).click();
  await page.getByRole("region", { name: "telovix.tf" }).waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  await page.context().close();
});

test.for(pages)("%s fits a phone of 390 px without sideways scrolling", async ([, path, shown]) => {
  const viewport = { width: 390, height: 844 };
  const page = await browser.signedIn(console.admin, { viewport, hasTouch: true });
  await page.goto(path());
  await shown(page);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  await page.context().close();
});
