import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Page } from "playwright-core";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, type TestBrowser } from "../browser.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { eventually } from "../eventually.ts";
import { enroll } from "../fleet.ts";
import { seriousProblems } from "../serious-problems.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
const received: { headers: IncomingHttpHeaders; body: string }[] = [];
let console: TestConsole;
let browser: TestBrowser;
let receiver: Server;
let url: string;
/** The receiver's, copied from the one dialog that shows it. */
let secret: string;

beforeAll(async () => {
  console = opened.use(await startConsole());
  browser = opened.use(await openBrowser(console));
  receiver = createServer(async (request, response) => {
    received.push({ headers: request.headers, body: await text(request) });
    response.writeHead(204).end();
  });
  receiver.listen(0, "127.0.0.1");
  opened.defer(() => void receiver.close());
  await once(receiver, "listening");
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
});
afterAll(() => opened.disposeAsync());

/** The last message, if its signature is right. */
function lastMessage(): { type: string; data: { title: string } } {
  const { headers, body } = received.at(-1) ?? { headers: {}, body: "" };
  const signed = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String(value)]),
  );
  return new Webhook(secret).verify(body, signed) as ReturnType<typeof lastMessage>;
}

async function settings(): Promise<Page> {
  const page = await browser.signedIn();
  await page.goto("/settings/notifications");
  await page.getByRole("region", { name: "Notifications", exact: true }).waitFor();
  return page;
}

async function fillIn(page: Page) {
  await page.getByRole("button", { name: "Add webhook" }).click();
  const dialog = page.getByRole("dialog", { name: "Add webhook" });
  await dialog.getByLabel("Name").fill("On call");
  await dialog.getByLabel("URL").fill(url);
  return dialog;
}

test("a receiver inside is refused until an admin allows private addresses", async () => {
  const page = await settings();
  const dialog = await fillIn(page);
  expect(await seriousProblems(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Add webhook" }).click();
  await dialog.getByRole("alert").getByText("An https:// URL").waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await page.getByRole("switch", { name: "Allow private addresses" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Allow" }).click();
  await page.getByRole("switch", { name: "Allow private addresses", checked: true }).waitFor();
  await page.context().close();
});

test("a webhook's secret is shown once, and its test says how it went", async () => {
  const page = await settings();
  const dialog = await fillIn(page);
  await dialog.getByRole("button", { name: "Add webhook" }).click();
  const added = page.getByRole("dialog", { name: "Webhook added" });
  secret = (await added.getByRole("region", { name: "signing secret" }).textContent()) ?? "";
  expect(secret).toMatch(/^whsec_/);
  await added.getByRole("button", { name: "Done" }).click();

  await page.getByRole("button", { name: "Test On call" }).click();
  await page.getByText("The test arrived: HTTP 204").waitFor();
  expect(lastMessage().type).toBe("test");
  expect(await seriousProblems(page)).toEqual([]);

  receiver.close();
  receiver.closeAllConnections();
  await page.getByRole("button", { name: "Test On call" }).click();
  await page.getByRole("alert").getByText("ECONNREFUSED").waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Test On call" }).waitFor();
  expect(await page.content()).not.toContain(secret);
  expect(await page.content()).not.toContain("/hook");
  await page.context().close();
});

test("a refused enrollment reaches the activity feed, and the receiver once it is back", async () => {
  await expect(enroll(console, { token: "nonsense", name: "web-1" })).rejects.toThrow();
  const page = await browser.signedIn();
  await page.goto("/activity");
  const title = /enrollment was refused|enrollments were refused/;
  await page.getByRole("link", { name: title }).first().waitFor({ timeout: 60_000 });
  expect(await seriousProblems(page)).toEqual([]);

  await page.goto("/settings/notifications?deliveries=pending");
  await page.getByRole("button", { name: /^Try now/ }).click();
  await page.getByText("ECONNREFUSED").waitFor({ timeout: 30_000 });
  receiver.listen(Number(new URL(url).port), "127.0.0.1");
  await page.getByRole("button", { name: /^Try now/ }).click();
  await eventually("the alert", 30_000, () => received.length === 2);
  expect(lastMessage()).toMatchObject({ type: "enrollment_refused" });
  expect(lastMessage().data.title).toMatch(title);
  await page.goto("/settings/notifications");
  await page.getByText("Delivered").first().waitFor();
  await page.context().close();
});
