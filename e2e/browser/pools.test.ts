import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, type TestBrowser } from "../browser.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { runDocumented } from "../documented.ts";
import { enrollFleet } from "../fleet-of-many.ts";
import { seriousProblemsInBothThemes } from "../serious-problems.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let console: TestConsole;
let browser: TestBrowser;
beforeAll(async () => {
  console = opened.use(await startConsole());
  browser = opened.use(await openBrowser(console));
});
afterAll(() => opened.disposeAsync());

test("pools are explained, then shown with what is missing of them", async () => {
  const page = await browser.signedIn();
  await page.goto("/pools");
  await page.getByText("pool:ci-workers").waitFor();
  const tags = ["pool:ci"];
  opened.use(await enrollFleet(console, { count: 2, name: "runner", tags }));
  const row = page.getByRole("row", { name: /^ci/ });
  await row.getByText("2", { exact: true }).first().waitFor({ timeout: 30_000 });

  await row.getByRole("button", { name: "Set the expected size of ci" }).click();
  const size = page.getByLabel("Expected size of ci; empty for none");
  await size.fill("1e9");
  expect(await page.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
  await size.fill("5");
  await size.press("Enter");
  await row.getByText("3 missing").waitFor();
  await page.getByRole("button", { name: "Fewer than expected" }).click();
  await expect.poll(() => page.url()).toContain("missing=true");
  await row.waitFor();
  expect(await seriousProblemsInBothThemes(page)).toEqual([]);
  await page.context().close();
});

test("a pool leads to its sensors, by a filter that can be removed", async () => {
  const page = await browser.signedIn();
  await page.goto("/pools/tag%3Aci");
  await page.getByRole("heading", { name: "ci", level: 1 }).waitFor();
  await page.getByRole("cell", { name: "2" }).first().waitFor({ state: "attached" });
  expect(await seriousProblemsInBothThemes(page)).toEqual([]);
  await page.getByRole("main").getByRole("link", { name: "Sensors" }).click();
  await page.getByRole("link", { name: "runner-1" }).waitFor();
  expect(new URL(page.url()).searchParams.get("pool")).toBe("tag:ci");
  await page.getByRole("button", { name: "Remove the pool filter" }).click();
  await expect.poll(() => new URL(page.url()).searchParams.has("pool")).toBe(false);
  await page.context().close();
});

test("a pool that nobody knows says so", async () => {
  const page = await browser.signedIn();
  await page.goto("/pools/tag%3Anothing%2Fhere");
  await page.getByText("Nothing is known of this pool").waitFor();
  await page.goto("/pools/nonsense");
  await page.getByText("There is no such page").waitFor();
  await page.context().close();
});

test("docs/pools.md shows commands that work", async () => {
  const [set = "", missing = "", sensors = ""] = (await runDocumented(console, "pools.md"))
    .split("\n")
    .filter(Boolean);
  expect(JSON.parse(set)).toEqual({ key: "tag:ci-workers", expectedSize: 50 });
  expect(JSON.parse(missing).items).toContainEqual(
    expect.objectContaining({ key: "tag:ci-workers" }),
  );
  expect(JSON.parse(sensors).total).toBe(0);
});
