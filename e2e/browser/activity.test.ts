import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, type TestBrowser } from "../browser.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { enroll } from "../fleet.ts";
import { seriousProblems } from "../serious-problems.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let console: TestConsole;
let browser: TestBrowser;

/** Thirty ephemeral sensors in two pools, and a permanent one that an admin deletes. */
beforeAll(async () => {
  console = opened.use(await startConsole());
  browser = opened.use(await openBrowser(console));
  const admin = opened.use(await console.apiClient("admin"));
  const aToken = async (body: object): Promise<string> =>
    (
      await admin.call("/api/v1/enrollment-tokens", {
        body: { type: "batch", maxUses: 30, ...body },
      })
    ).json.tokens[0].token;
  for (const pool of ["ci", "batch"]) {
    const token = await aToken({ ephemeral: true, tags: [`pool:${pool}`] });
    for (let index = 0; index < 15; index++)
      await enroll(console, { token, name: `${pool}-${index}` });
  }
  const { config } = await enroll(console, { token: await aToken({}), name: "db-1" });
  await admin.call(`/api/v1/sensors/${config.sensorId}`, { method: "DELETE" });
});
afterAll(() => opened.disposeAsync());

const feed = (page: Page) => page.getByRole("region", { name: "Activity feed" });

test("ephemeral sensors are one line, which opens to pools and to single events", async () => {
  const page = await browser.signedIn();
  await page.goto("/activity");
  const hour = feed(page)
    .getByRole("button", { name: /joined/ })
    .first();
  await hour.click();
  await feed(page)
    .getByRole("button", { name: /^ci: \d+ joined/ })
    .first()
    .click();
  await feed(page)
    .getByRole("link", { name: /^ci-\d+$/ })
    .first()
    .waitFor();
  expect(
    await feed(page)
      .getByRole("link", { name: /^batch-\d+$/ })
      .count(),
  ).toBe(0);
  expect(await seriousProblems(page)).toEqual([]);
  await page.context().close();
});

test("what people do and what befalls permanent sensors stands by itself", async () => {
  const page = await browser.signedIn();
  await page.goto("/activity?kinds=action,departed");
  await feed(page)
    .getByText(/Sensor deleted/)
    .waitFor();
  await feed(page).getByText("left: deleted").waitFor();
  expect(
    await feed(page)
      .getByText(/joined/)
      .count(),
  ).toBe(0);
  expect(
    await feed(page)
      .getByText(/Token created/)
      .count(),
  ).toBe(3);
  await feed(page).getByRole("link", { name: "db-1" }).first().click();
  await page.getByRole("heading", { name: "db-1", level: 1 }).waitFor();
  await page.context().close();
});

test("a filter that nothing matches can be cleared", async () => {
  const page = await browser.signedIn();
  await page.goto("/activity?pool=tag:none");
  await page.getByText("Nothing matches").waitFor();
  await feed(page).getByRole("button", { name: "Clear filters" }).last().click();
  await feed(page)
    .getByText(/joined/)
    .first()
    .waitFor();
  expect(new URL(page.url()).search).toBe("");
  await page.context().close();
});
