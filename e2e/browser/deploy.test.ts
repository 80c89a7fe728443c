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

/** The token in a command that a page shows. */
const tokenIn = (text: string | null) => /TELOVIX_TOKEN=(\S+)/.exec(text ?? "")?.[1] ?? "";

test("a new installation leads from nothing to its first healthy sensor", async () => {
  const page = await browser.signedIn();
  await page.getByText("No sensors yet").waitFor();
  await page.getByRole("link", { name: "Deploy Sensor" }).click();
  await page.getByRole("heading", { name: "Deploy Sensor", level: 1 }).waitFor();
  await page.getByRole("button", { name: "Generate Token" }).click();

  const shown = page.getByRole("region", { name: "install-sensor.sh" });
  const command = await shown.textContent();
  expect(command).toContain(`${console.url}/api/v1/sensor/install.sh`);
  const token = tokenIn(command);
  await page.getByRole("button", { name: "Copy install-sensor.sh" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(command);

  await page.getByText("Waiting for sensors").waitFor();
  await using _sensor = await enrollWith(console, { token, name: "web-1" });
  await page.getByRole("status").getByText("1 of 1 expected").waitFor({ timeout: 10_000 });
  const arrived = page.getByRole("listitem").filter({ hasText: "web-1" });
  await arrived.getByText("Healthy").waitFor();
  expect(page.url()).not.toContain(token);

  await page.getByRole("link", { name: "Sensors", exact: true }).click();
  await page.getByRole("row", { name: /web-1/ }).getByText("Healthy").waitFor();
  await page.getByRole("link", { name: "Enrollment Tokens" }).click();
  await page.getByRole("row", { name: /Used up/ }).waitFor();
  expect(await page.content()).not.toContain(token);
  await page.context().close();
});

test("the wizard's address brings back its choices, and its token carries them", async () => {
  const page = await browser.signedIn();
  await page.goto("/sensors/deploy");
  await page.getByRole("radio", { name: /cloud-init/ }).check({ force: true });
  await page.getByLabel("Name").selectOption("Instance id and suffix");
  await page.getByLabel("Suffix").fill("-lab");
  await page.getByLabel("Tags").fill("env:lab,");
  await page.getByLabel("Sensors expected").fill("5");
  await page.waitForURL(/uses=5/);
  await page.reload();
  expect(await page.getByLabel("Suffix").inputValue()).toBe("-lab");
  await page.getByRole("button", { name: "Generate Token" }).click();
  const text = await page.getByRole("region", { name: "cloud-config.yaml" }).textContent();
  expect(text).toContain("--tags env:lab");
  expect(text).toContain("name=$(instance_name)-lab");
  const token = /tvx_[\w-]+/.exec(text ?? "")?.[0] ?? "";
  await using _one = await enrollWith(console, { token, name: "lab-1" });
  await using _two = await enrollWith(console, { token, name: "lab-2" });
  await page.getByRole("status").getByText("2 of 5 expected").waitFor({ timeout: 10_000 });
  const api = await console.apiClient("viewer");
  const { json } = await api.call("/api/v1/sensors?tag=env:lab");
  expect(json.items).toMatchObject([
    { name: "lab-1", ephemeral: true },
    { name: "lab-2", ephemeral: true },
  ]);
  api.close();
  await page.context().close();
});

test("what is wrong is said at its field, and no token is generated", async () => {
  const page = await browser.signedIn();
  await page.goto("/sensors/deploy?kind=user_data");
  await page.getByLabel("Role").fill("$(id)");
  await page.getByLabel("Sensors expected").fill("");
  await page.getByRole("button", { name: "Generate Token" }).click();
  await page.getByText("Lower case letters, digits and underscore").waitFor();
  await page.getByText("A number from 1 to 1,000,000.").waitFor();
  expect(await page.getByRole("region", { name: "user-data.sh" }).count()).toBe(0);
  await page.context().close();
});

test("leaving with a token that was not taken asks first, by link, Back and Start over", async () => {
  const page = await browser.signedIn();
  await page.getByRole("link", { name: "Deploy Sensor" }).click();
  await page.getByRole("button", { name: "Generate Token" }).click();
  const shown = page.getByRole("region", { name: "install-sensor.sh" });
  await shown.waitFor();
  const asked = page.getByRole("alertdialog", { name: "Leave without the token?" });
  const stay = async () => {
    await asked.getByRole("button", { name: "Cancel" }).click();
    await asked.waitFor({ state: "detached" });
    expect(tokenIn(await shown.textContent())).toMatch(/^tvx_/);
  };
  await page.getByRole("link", { name: "Audit" }).click();
  await stay();
  await page.goBack();
  await stay();
  await page.goBack();
  await stay();
  await page.getByRole("button", { name: "Start over" }).click();
  await stay();
  await page.goBack();
  await asked.getByRole("button", { name: "Leave" }).click();
  await page.getByRole("heading", { name: "Sensors", level: 1 }).waitFor();
  await page.context().close();
});

test("a token that was taken lets go: one Back leads to the page before", async () => {
  const page = await browser.signedIn();
  await page.getByRole("link", { name: "Deploy Sensor" }).click();
  await page.getByRole("button", { name: "Generate Token" }).click();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download install-sensor.sh" }).click();
  expect((await saved).suggestedFilename()).toBe("install-sensor.sh");
  await page.goBack();
  await page.getByRole("heading", { name: "Sensors", level: 1 }).waitFor();
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
  const token = tokenIn(command);
  await shown.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: `Actions for ${token.slice(0, 12)}` }).click();
  await page.getByRole("menuitem", { name: "Revoke…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke token" }).click();
  await page.getByRole("row", { name: /Revoked/ }).waitFor();
  await expect(enrollWith(console, { token, name: "late" })).rejects.toThrow("TokenRevoked");
  await page.context().close();
});
