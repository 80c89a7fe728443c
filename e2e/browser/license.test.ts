import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, type TestBrowser } from "../browser.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { enroll } from "../fleet.ts";
import { batchToken } from "../fleet-of-many.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let console: TestConsole;
let browser: TestBrowser;
let token: string;
beforeAll(async () => {
  console = opened.use(await startConsole());
  browser = opened.use(await openBrowser(console));
  token = await batchToken(console, 100);
});
afterAll(() => opened.disposeAsync());

const issue = async (nodes: number) => {
  const customer = ["--customer", "Example Works"];
  const term = ["--nodes", `${nodes}`, "--expires", "2999-12-31"];
  return (await console.cli("license", "issue", ...customer, ...term)).trim();
};

const openSettings = async () => {
  const page = await browser.signedIn();
  await page.goto("/settings/license");
  return { page, section: page.getByRole("region", { name: "License" }) };
};

/** Drops a file on the field, as from a file manager. */
const drop = (page: Page, name: string, content: string) =>
  page.getByRole("textbox", { name: "License" }).evaluate(
    (field, file) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([file.content], file.name));
      field.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    },
    { name, content },
  );

test("a license is refused with its reason, then taken: pasted, from a file, dropped", async () => {
  const { page, section } = await openSettings();
  await section.getByText("of 100 seats taken").waitFor();
  await section.getByRole("button", { name: "Upload license" }).click();
  const dialog = page.getByRole("dialog", { name: "Upload license" });
  const field = dialog.getByRole("textbox", { name: "License" });
  const upload = dialog.getByRole("button", { name: "Upload", exact: true });
  const license = await issue(2);

  await field.fill(license.slice(0, -8));
  await upload.click();
  await dialog.getByRole("alert").getByText("Its signature does not match").waitFor();
  await drop(page, "disk.img", "x".repeat(20_000));
  await dialog.getByText("disk.img is too large").waitFor();
  await drop(page, "license.jws", `${license}\n`);
  await expect.poll(() => field.inputValue()).toBe(license);
  await upload.click();
  await section.getByText("of 2 seats taken").waitFor();
  await section.getByText("Example Works").waitFor();
  await section.getByText(`by ${console.admin.email}`).waitFor();

  const file = join(console.dataDir, "three.jws");
  await writeFile(file, await issue(3));
  await section.getByRole("button", { name: "Replace license" }).click();
  await dialog.getByLabel("License file").setInputFiles(file);
  await expect.poll(() => field.inputValue()).not.toBe("");
  await upload.click();
  await section.getByText("of 3 seats taken").waitFor();
  await page.context().close();
});

test("a full license is told of on the Sensors page, live, with the way to free a seat", async () => {
  await enroll(console, { token, name: "silent" });
  const page = await browser.signedIn();
  await page.getByRole("link", { name: "silent" }).waitFor();
  for (const name of ["web-1", "web-2"]) await enroll(console, { token, name });
  await page.getByRole("status").getByText("All 3 seats are taken").waitFor();
  await expect(enroll(console, { token, name: "web-3" })).rejects.toThrow("NodeLimitExceeded");

  // None of them ever sent a heartbeat, so all are stale by a threshold of five seconds.
  const api = await console.apiClient("admin");
  await api.call("/api/v1/settings", {
    method: "PATCH",
    body: { status: { staleAfterSeconds: 5 } },
  });
  await page.getByRole("link", { name: "Show the 3 stale or offline" }).click();
  await page.waitForURL(/status=stale,offline/);
  await page.getByRole("row", { name: /silent/ }).waitFor();
  const found = await api.call("/api/v1/sensors?q=silent");
  await api.call(`/api/v1/sensors/${found.json.items[0].id}`, { method: "DELETE" });
  api.close();
  await page.getByText("All 3 seats are taken").waitFor({ state: "detached" });
  await enroll(console, { token, name: "web-3" });
  await page.context().close();
});

test("without its license the installation has the default limit again", async () => {
  const { page, section } = await openSettings();
  await section.getByRole("button", { name: "Remove license" }).click();
  const ask = page.getByRole("alertdialog", { name: "Remove the license?" });
  await ask.getByRole("button", { name: "Remove license" }).click();
  await section.getByText("of 100 seats taken").waitFor();
  await section.getByRole("button", { name: "Upload license" }).waitFor();
  await page.context().close();
});
