import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, type TestBrowser } from "../browser.ts";
import { startConsole, type TestConsole } from "../console.ts";

const opened = new AsyncDisposableStack();
let console: TestConsole;
let browser: TestBrowser;
beforeAll(async () => {
  console = opened.use(await startConsole());
  browser = opened.use(await openBrowser(console));
});
afterAll(() => opened.disposeAsync());

const path = "/sensors/counts";

/** A hundred operations take a busy machine their time. */
const patienceMs = 60_000;

async function openReference(): Promise<Page> {
  const page = await browser.signedIn();
  page.setDefaultTimeout(patienceMs);
  await page.goto("/api-reference");
  return page;
}

/** The status that the operation answers with, tried out on the page. */
async function tryOut(page: Page): Promise<number> {
  const operation = page.locator(".opblock").filter({ has: page.locator(`[data-path="${path}"]`) });
  await operation.getByRole("button", { expanded: false }).first().click();
  await operation.getByRole("button", { name: "Try it out" }).click();
  const answered = page.waitForResponse((each) =>
    each.url().startsWith(`${console.url}/api/v1${path}`),
  );
  await operation.getByRole("button", { name: "Execute" }).click();
  return (await answered).status();
}

test("a request is made as who is signed in, and nobody outside is asked", async () => {
  const page = await openReference();
  const outside: string[] = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!/^(data|blob):/.test(url) && !url.startsWith(console.url)) outside.push(url);
  });
  await page.reload();
  expect(await tryOut(page)).toBe(200);
  expect(outside).toEqual([]);
});

test("with Authorize, a request is made with the key", async () => {
  const key = await console.cli("api-key", "create", "--name", "p", "--role", "provisioner");
  const page = await openReference();
  await page.getByRole("button", { name: "Authorize" }).click();
  const dialog = page.locator(".dialog-ux");
  await dialog.getByRole("textbox").fill(key.trim());
  await dialog.locator("button.authorize").click();
  await dialog.locator("button.btn-done").click();
  expect(await tryOut(page)).toBe(403);
});
