import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, type TestBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { enroll, enrollWith } from "../fleet.ts";
import { seriousProblemsInBothThemes } from "../serious-problems.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let console: TestConsole;
let browser: TestBrowser;
let api: Client;
beforeAll(async () => {
  console = opened.use(await startConsole());
  browser = opened.use(await openBrowser(console));
  api = opened.use(await console.apiClient("admin"));
});
afterAll(() => opened.disposeAsync());

async function aToken(body: object): Promise<{ id: string; token: string; prefix: string }> {
  return (await api.call("/api/v1/enrollment-tokens", { body })).json.tokens[0];
}

const shownToken = async (page: Page) => {
  const command = page.getByRole("region", { name: "install command" });
  return /TELOVIX_TOKEN=(\S+)/.exec((await command.textContent()) ?? "")?.[1] ?? "";
};

test("a token's page follows what it enrolls, and keeps what departed", async () => {
  const { id, token } = await aToken({ type: "batch", maxUses: 5, description: "web tier" });
  const page = await browser.signedIn();
  await page.goto(`/sensors/tokens/${id}`);
  await page.getByText("No sensor so far").waitFor();
  expect(await seriousProblemsInBothThemes(page)).toEqual([]);

  await using sensor = await enrollWith(console, { token, name: "web-1" });
  await page.getByRole("row", { name: /web-1 Healthy/ }).waitFor();
  await page.getByRole("region", { name: "Use" }).getByText("of 5 used").waitFor();
  await api.call(`/api/v1/sensors/${sensor.id}`, { method: "DELETE" });
  await page.getByRole("row", { name: /web-1 Departed .*deleted/ }).waitFor();
  await page.getByRole("radio", { name: "Live" }).click();
  await page.getByText("None of them is live").waitFor();
  await page.getByRole("button", { name: "Show all" }).click();
  expect(await seriousProblemsInBothThemes(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.getByRole("link", { name: "web-1" }).click();
  await page.waitForURL(`/sensors/${sensor.id}`);
  await page.context().close();
});

test("a rotation shows a new secret, and the old one admits until it ends", async () => {
  const old = await aToken({ type: "batch", maxUses: 5 });
  const page = await browser.signedIn();
  await page.goto(`/sensors/tokens/${old.id}`);
  await page.getByRole("button", { name: "Rotate" }).click();
  const ask = page.getByRole("dialog", { name: /^Rotate tvx_/ });
  expect(await seriousProblemsInBothThemes(page)).toEqual([]);
  await ask.getByRole("button", { name: "Rotate" }).click();
  await page.getByRole("dialog", { name: "Deploy with the new token" }).waitFor();
  const token = await shownToken(page);
  expect(token).not.toBe(old.token);
  await enroll(console, { token, name: "with-new" });
  await enroll(console, { token: old.token, name: "with-old" });
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByText("This token was rotated").waitFor();
  await page.getByRole("link", { name: token.slice(0, 12) }).click();
  await page.getByText("In place of").waitFor();
  await page.getByRole("link", { name: "with-new" }).waitFor();
  await page.context().close();
});

test("revoking says before what stays and what is lost", async () => {
  const { id, token } = await aToken({ type: "batch", maxUses: 5 });
  await enroll(console, { token, name: "stays" });
  const page = await browser.signedIn();
  await page.goto(`/sensors/tokens/${id}`);
  await page.getByRole("button", { name: "Revoke" }).click();
  const ask = page.getByRole("alertdialog");
  await ask.getByText("1 live sensor that enrolled with it stays").waitFor();
  await ask.getByText("4 uses of 5 are left unused").waitFor();
  await ask.getByRole("button", { name: "Rotate instead" }).waitFor();
  expect(await seriousProblemsInBothThemes(page)).toEqual([]);
  await ask.getByRole("button", { name: "Revoke token" }).click();
  await page.getByRole("main").getByText("Revoked").first().waitFor();
  await expect(enroll(console, { token, name: "late" })).rejects.toThrow("TokenRevoked");
  await page.context().close();
});

test("many secrets are not lost by a slip, and their file enrolls", async () => {
  const page = await browser.signedIn();
  await page.goto("/sensors/tokens");
  await page.getByRole("button", { name: "Generate Token" }).click();
  await page.getByLabel("How many").fill("3");
  await page.getByRole("dialog").getByRole("button", { name: "Generate Token" }).click();
  await page.getByRole("dialog", { name: "3 tokens generated" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/^enrollment-tokens-\d{8}-\d{6}-3\.csv$/);
  const lines = (await readFile(await (await download).path(), "utf8")).trim().split("\r\n");
  const tokens = lines.slice(1).map((line) => line.split(",")[0] ?? "");
  for (const [at, token] of tokens.entries()) await enroll(console, { token, name: `bulk-${at}` });
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(tokens).toHaveLength(3);
  await page.context().close();
});

test("what a token limits is asked for in the form, and holds", async () => {
  const page = await browser.signedIn();
  await page.goto("/sensors/tokens");
  await page.getByRole("button", { name: "Generate Token" }).click();
  const ask = page.getByRole("dialog");
  await ask.getByText("Limits").click();
  await ask.getByLabel("Names").fill("web-*");
  await ask.getByLabel("Networks").fill("127.0.0.1 10.0.0");
  await ask.getByRole("button", { name: "Generate Token" }).click();
  await ask.getByText("“10.0.0” is no network").waitFor();
  expect(await seriousProblemsInBothThemes(page)).toEqual([]);
  await ask.getByLabel("Networks").fill("127.0.0.0/8, ::1");
  await ask.getByRole("button", { name: "Generate Token" }).click();
  const token = await shownToken(page);
  await expect(enroll(console, { token, name: "db-1" })).rejects.toThrow("NameNotAllowed");
  await enroll(console, { token, name: "web-7" });
  await page.context().close();
});
