import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, type TestBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { eventually } from "../eventually.ts";
import { enrollFleet } from "../fleet-of-many.ts";

const size = 14;
/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let console: TestConsole;
let browser: TestBrowser;
let api: Client;
beforeAll(async () => {
  console = opened.use(await startConsole());
  browser = opened.use(await openBrowser(console));
  api = opened.use(await console.apiClient("admin"));
  opened.use(await enrollFleet(console, { count: size, name: "job", tags: ["env:lab"] }));
});
afterAll(() => opened.disposeAsync());

const enrolled = async () => (await api.call("/api/v1/sensors/counts")).json.total;

test("tags of many: the dialog counts who would be changed, the job says what came of each", async () => {
  const page = await browser.signedIn();
  await page.goto("/sensors?q=job-1&sort=name");
  await page.getByRole("checkbox", { name: "Select job-10" }).check();
  await page.getByRole("checkbox", { name: "Select job-11" }).check();
  await page.getByRole("button", { name: "Edit tags" }).click();
  const dialog = page.getByRole("dialog", { name: "Edit tags of 2 sensors" });
  await dialog.getByRole("textbox").first().fill("site:oslo");
  await dialog.getByRole("textbox").first().press("Enter");
  await dialog.getByText("Exactly 2 sensors will be changed").waitFor();
  await dialog.getByRole("button", { name: "Change 2 sensors" }).click();
  await page.getByText("Tagged 2 sensors").waitFor();
  await page.getByRole("button", { name: "Details" }).click();
  await page.getByRole("heading", { name: "Edit tags of 2 sensors", level: 1 }).waitFor();
  const items = page.getByRole("table", { name: "Sensors of the job" });
  await items.getByRole("row", { name: /job-10.*Done/ }).waitFor();
  await page.getByRole("region", { name: "Audit" }).getByText("sensor_tags_changed").waitFor();
  await page.context().close();
});

test("a deletion shows in the navigation on every page, and is undone from there", async () => {
  const page = await browser.signedIn();
  await page.goto("/sensors?tag=env:lab");
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await page.getByRole("button", { name: "Delete selected" }).click();
  const dialog = page.getByRole("alertdialog", { name: `Delete ${size} sensors?` });
  await dialog.getByText("and 4 more").waitFor();
  await dialog.getByRole("textbox").fill(String(size));
  await dialog.getByRole("button", { name: `Delete ${size} sensors` }).click();
  await page.getByText("No sensors yet").or(page.getByText("No sensor matches")).first().waitFor();
  expect(await enrolled()).toBe(0);
  await page.goto("/pools");
  const current = page.getByRole("list", { name: "Current jobs" });
  await current.getByText(`Deleted ${size} sensors`).waitFor();
  await current.getByRole("button", { name: /^Undo/ }).click();
  await eventually("the undone deletion", 10_000, async () => (await enrolled()) === size);
  await current.waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Jobs", exact: true }).click();
  await page.getByRole("link", { name: `Undo: restore ${size} sensors` }).waitFor();
  await page.context().close();
});

test("an operator sees what an admin deleted, and cannot undo it", async () => {
  const { jobId } = (await api.call("/api/v1/sensors/bulk-delete", { body: { filter: {} } })).json;
  await eventually("the end of the job", 10_000, async () => {
    return (await api.call(`/api/v1/jobs/${jobId}`)).json.undoableUntil !== null;
  });
  const email = "operator@example.com";
  const password = await console.cli("user", "create", "--email", email, "--role", "operator");
  const page = await browser.signedIn({ email, password: password.trim() });
  await page.goto(`/jobs/${jobId}?state=failed`);
  await page.getByRole("heading", { name: `Delete ${size} sensors`, level: 1 }).waitFor();
  await page.getByText("No sensor with this result").waitFor();
  expect(await page.getByRole("button", { name: /^(Undo|Cancel job|Retry)/ }).count()).toBe(0);
  await page.context().close();
});
