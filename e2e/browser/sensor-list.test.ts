import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, type TestBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { enrollFleet, type Fleet } from "../fleet-of-many.ts";

const size = 60;
const opened = new AsyncDisposableStack();
let console: TestConsole;
let browser: TestBrowser;
let api: Client;
let fleet: Fleet;
let page: Page;
beforeAll(async () => {
  console = opened.use(await startConsole());
  browser = opened.use(await openBrowser(console));
  api = opened.use(await console.apiClient("admin"));
  fleet = opened.use(await enrollFleet(console, { count: size, name: "web", tags: ["env:prod"] }));
  page = await browser.signedIn();
});
afterAll(() => opened.disposeAsync());

const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
const item = (name: string | RegExp) => page.getByRole("menuitem", { name });
const box = (name: string) => page.getByRole("checkbox", { name, exact: true });
const header = (name: string) => page.getByRole("columnheader", { name });
const shown = (of: number) => page.getByText(`1–${Math.min(50, of)} of ${of} sensors`).waitFor();
const open = async (path: string) => {
  await page.goto(path);
  await page.getByRole("checkbox", { name: "Select all on this page" }).waitFor();
};

test("columns, density and the size of a page are remembered", async () => {
  await open("/sensors");
  await button("Columns").click();
  await box("Kernel").check();
  await page.getByRole("radio", { name: "Compact" }).click();
  await page.keyboard.press("Escape");
  await page.getByLabel("Rows a page").selectOption("100");
  await page.getByText(`1–${size} of ${size} sensors`).waitFor();
  await open("/sensors");
  await header("Kernel").waitFor();
  await page.getByText(`1–${size} of ${size} sensors`).waitFor();
  const rows = page.locator("tr[data-id]");
  expect((await rows.first().boundingBox())?.height).toBe(32);
  // Rows that are far from what is seen are not there; scrolling brings them.
  expect(await rows.count()).toBeLessThan(size);
  await page.getByRole("link", { name: "web-1", exact: true }).hover();
  await page.mouse.wheel(0, 10_000);
  await page.getByRole("link", { name: "web-9", exact: true }).waitFor();
  await page.getByLabel("Rows a page").selectOption("50");
});

test("a range is drawn with Shift, and a whole page widens to all that match", async () => {
  await open("/sensors");
  await box("Select web-10").click();
  await box("Select web-13").click({ modifiers: ["Shift"] });
  await page.getByText("4 selected", { exact: true }).waitFor();
  await box("Select web-11").click({ modifiers: ["Shift"] });
  await page.getByText("2 selected", { exact: true }).waitFor();
  await box("Select all on this page").click();
  await page.getByText("All 50 selected").waitFor();
  await button(`Select all ${size} that match`).click();
  await page.getByText(`All ${size} that match selected`).waitFor();
  await button("Clear selection").click();
});

test("the list is walked, selected, searched and opened by keys alone", async () => {
  await open("/sensors");
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await press("j", "j", "x", "Shift+J", "Shift+J", "Shift+K");
  await page.getByText("2 selected", { exact: true }).waitFor();
  await press("e");
  await page.getByRole("dialog", { name: "Edit tags of 2 sensors" }).waitFor();
  await press("Escape");
  await page.getByText("2 selected", { exact: true }).waitFor();
  await press("Escape");
  await page.getByText("2 selected", { exact: true }).waitFor({ state: "detached" });
  await press("?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).getByText("Select down").waitFor();
  await press("Escape", "/");
  await page.keyboard.type("jx");
  expect(await page.getByRole("searchbox").inputValue()).toBe("jx");
  await press("Escape");
  await page.getByRole("searchbox").blur();
  await shown(size);
  await press("j", "Enter");
  await page.getByRole("heading", { name: "web-12", level: 1 }).waitFor();
});

test("the palette finds a sensor, and goes to a page", async () => {
  await open("/sensors");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Go to anything" }).waitFor();
  await page.keyboard.type("web-42");
  await page.getByRole("option", { name: "web-42", selected: true }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "web-42", level: 1 }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Go to anything" }).waitFor();
  await page.keyboard.type("audit");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Audit", level: 1 }).waitFor();
});

test("selected sensors that no longer match are told", async () => {
  await open("/sensors?tag=env:prod");
  await box("Select web-2").check();
  const { id } = fleet.sensor("web-2");
  await api.call(`/api/v1/sensors/${id}`, { method: "PATCH", body: { tags: ["env:lab"] } });
  await page.getByText("1 no longer matches").waitFor();
  await button("Deselect it").click();
  await page.getByRole("toolbar", { name: "Selected sensors" }).waitFor({ state: "detached" });
});

test("tags are asked for and excluded in one control, and chips take them back", async () => {
  await open("/sensors");
  await button("Filter").click();
  await button("Tags").click();
  await button("Without env:prod").click();
  await shown(1);
  await page.keyboard.press("Escape");
  expect(page.url()).toContain("noTag=env:prod");
  await button("Remove the tags filter").click();
  await shown(size);
});

test("groups show their counts, open to their rows and lead to the filter", async () => {
  await open("/sensors");
  await button("Group").click();
  await item("By env:").click();
  await page.getByRole("button", { name: /^prod\s*59/ }).click();
  await page.getByRole("link", { name: "web-1", exact: true }).waitFor();
  await button("All 59 in the list").click();
  await shown(size - 1);
});

test("a view keeps filters and columns, opens by default, and comes back when its end is undone", async () => {
  await open("/sensors?tag=env:lab&sort=kernel");
  await button("Views").click();
  await item("Save as new view…").click();
  const dialog = page.getByRole("dialog", { name: "Save as new view" });
  await dialog.getByLabel("Name").fill("Laboratory");
  await dialog.getByLabel("Share with everybody").check();
  await dialog.getByLabel("Open Sensors with it").check();
  await dialog.getByRole("button", { name: "Save view" }).click();
  await dialog.waitFor({ state: "detached" });
  await open("/sensors");
  await shown(1);
  await header("Kernel").waitFor();
  await button("Clear filters").click();
  await shown(size);
  await open("/sensors");
  await button("Laboratory").click();
  await item("Delete view").click();
  await button("Undo").click();
  await page.getByText("View Laboratory is back").waitFor();
  const { json } = await api.call("/api/v1/views");
  expect(json.items).toMatchObject([{ name: "Laboratory", isShared: true, isOwn: false }]);
});
