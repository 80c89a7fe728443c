import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, type TestBrowser } from "../browser.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { enrollWith } from "../fleet.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let console: TestConsole;
let browser: TestBrowser;
beforeAll(async () => {
  console = opened.use(await startConsole());
  browser = opened.use(await openBrowser(console));
});
afterAll(() => opened.disposeAsync());

test("a new installation leads from nothing to its first healthy sensor", async () => {
  const page = await browser.signedIn();
  await page.getByText("No sensors yet").waitFor();
  await page.getByRole("button", { name: "Deploy Sensor" }).click();
  const ask = page.getByRole("dialog", { name: "Generate Token" });
  await ask.getByLabel("Description").fill("first rack");
  await ask.getByRole("button", { name: "Generate Token" }).click();

  const shown = page.getByRole("dialog", { name: "Deploy with this token" });
  const command = await shown.getByRole("region", { name: "install command" }).textContent();
  expect(command).toContain(`${console.url}/api/v1/sensor/install.sh`);
  const token = /TELOVIX_TOKEN=(\S+)/.exec(command ?? "")?.[1] ?? "";
  await shown.getByRole("button", { name: "Copy install command" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(command);

  await shown.getByText("Waiting for the sensor").waitFor();
  await using _sensor = await enrollWith(console, { token, name: "web-1" });
  await shown.getByRole("status").getByText("web-1 is healthy").waitFor({ timeout: 10_000 });
  await shown.getByRole("button", { name: "Done" }).click();

  const row = page.getByRole("row", { name: /web-1/ });
  await row.getByText("Healthy").waitFor();
  await page.getByRole("link", { name: "Enrollment Tokens" }).click();
  await page.getByRole("row", { name: /Used up/ }).waitFor();
  expect(await page.content()).not.toContain(token);
  await page.context().close();
});

test("a token that is revoked in the browser enrolls nobody", async () => {
  const page = await browser.signedIn();
  await page.goto("/sensors/tokens");
  await page.getByRole("button", { name: "Generate Token" }).click();
  await page.getByRole("radio", { name: /Batch/ }).check({ force: true });
  await page.getByLabel("Uses").fill("5");
  await page.getByRole("dialog").getByRole("button", { name: "Generate Token" }).click();
  const shown = page.getByRole("dialog", { name: "Deploy with this token" });
  const command = await shown.getByRole("region", { name: "install command" }).textContent();
  const token = /TELOVIX_TOKEN=(\S+)/.exec(command ?? "")?.[1] ?? "";
  await shown.getByRole("button", { name: "Done" }).click();
  await page
    .getByRole("row", { name: /Active/ })
    .getByRole("button", { name: /^Actions for tvx_/ })
    .click();
  await page.getByRole("menuitem", { name: "Revoke…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke token" }).click();
  await page.getByRole("row", { name: /Revoked/ }).waitFor();
  await expect(enrollWith(console, { token, name: "late" })).rejects.toThrow("TokenRevoked");
  await page.context().close();
});
