import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openBrowser, type TestBrowser } from "../browser.ts";
import { makeClient } from "../client.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { runDocumented } from "../documented.ts";
import { enroll } from "../fleet.ts";
import { batchToken } from "../fleet-of-many.ts";
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

const reportPreflight = (hostname: string, code: string, detail: string) =>
  console.anonymous.call("/api/v1/sensor/preflight", {
    body: { hostname, kernel: "5.4.0-generic", failed: [{ code, detail }] },
  });
/** The same on the port that otherwise takes sensors only. */
async function reportToGateway(body: object): Promise<number> {
  const { ca, host, sensorPort } = console;
  using gateway = makeClient({ url: `https://${host}:${sensorPort}`, ca });
  return (await gateway.call("/api/v1/sensor/preflight", { body })).status;
}
const cause = (page: Page, title: string | RegExp) => page.getByRole("article", { name: title });
const openInbox = async (options = {}) => {
  const page = await browser.signedIn(console.admin, options);
  await page.goto("/sensors/failed");
  return page;
};

describe("the inbox", () => {
  test("is empty at first, and says what would show", async () => {
    const page = await openInbox();
    await page.getByText("No failed enrollments").waitFor();
    const link = page.getByRole("link", { name: "Failed Enrollments", exact: true });
    expect((await link.textContent())?.trim()).toBe("Failed Enrollments");
    await page.context().close();
  });

  test("shows a refused host and a failed pre-flight by themselves, with cause and fix", async () => {
    const page = await openInbox();
    await page.getByText("No failed enrollments").waitFor();
    const token = await batchToken(console, 1);
    await enroll(console, { token, name: "first" });
    await expect(enroll(console, { token, name: "second" })).rejects.toThrow("TokenExhausted");
    const failed = [{ code: "NoBtf", detail: "/sys/kernel/btf/vmlinux is missing" }];
    const report = { hostname: "old-1", kernel: "5.4.0-generic", failed };
    expect(await reportToGateway(report)).toBe(204);
    await cause(page, "Token is used up: 1 of 1").getByText("second").waitFor();
    const btf = cause(page, "No BTF on 5.4.0-generic");
    await btf.getByText("ls -l /sys/kernel/btf/vmlinux").waitFor();
    await page.getByRole("link", { name: "Failed Enrollments 2 causes" }).waitFor();
    await btf.getByRole("button", { name: "Show 1 attempt" }).click();
    await btf.getByText("NoBtf: /sys/kernel/btf/vmlinux is missing").waitFor();
    expect(await seriousProblemsInBothThemes(page)).toEqual([]);
    await page.context().close();
  });

  test("leads to a new token", async () => {
    const page = await openInbox();
    const usedUp = cause(page, /^Token is used up/);
    await usedUp.getByRole("button", { name: "Generate Token" }).click();
    await page.getByRole("dialog", { name: "Generate Token" }).waitFor();
    await page.context().close();
  });
});

describe("a dismissal", () => {
  beforeEach(() => reportPreflight("edge-7", "ClockOff", "11 min off the Console's"));

  test("is undone where it was made", async () => {
    const page = await openInbox();
    const clock = cause(page, "Clock 11 min off");
    await clock.getByRole("button", { name: "Dismiss" }).click();
    await clock.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await clock.waitFor();
    await page.context().close();
  });

  test("lasts until the host tries again, and fits a phone", async () => {
    const page = await openInbox({ viewport: { width: 390, height: 844 }, hasTouch: true });
    const clock = cause(page, "Clock 11 min off");
    await clock.getByRole("button", { name: "Dismiss" }).click();
    await clock.waitFor({ state: "detached" });
    await reportPreflight("edge-7", "ClockOff", "12 min off the Console's");
    await cause(page, "Clock 12 min off").waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      390,
    );
    await page.context().close();
  });
});

test("a viewer reads, and is offered nothing that it may not do", async () => {
  const email = "viewer@example.com";
  const made = await console.cli("user", "create", "--email", email, "--role", "viewer");
  const page = await browser.signedIn({ email, password: made.trim() });
  await page.goto("/sensors/failed");
  await cause(page, /^Token is used up/).waitFor();
  expect(await page.getByRole("button", { name: /Dismiss|Generate/ }).count()).toBe(0);
  await page.context().close();
});

test("docs/failed-enrollments.md shows commands that work", async () => {
  await reportPreflight("old-9", "NoBtf", "/sys/kernel/btf/vmlinux is missing");
  const printed = await runDocumented(console, "failed-enrollments.md");
  const [groups = "", attempts = "", dismissed = ""] = printed.split("\n").filter(Boolean);
  expect(JSON.parse(groups).items).toContainEqual(expect.objectContaining({ code: "NoBtf" }));
  const { total } = JSON.parse(attempts);
  expect(total).toBeGreaterThan(0);
  expect(JSON.parse(dismissed).dismissed).toBe(total);
});
