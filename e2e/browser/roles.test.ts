import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Account, openBrowser, type TestBrowser } from "../browser.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { enrollFleet, type Fleet } from "../fleet-of-many.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let console: TestConsole;
let browser: TestBrowser;
let fleet: Fleet;
const accounts = new Map<string, Account>();
beforeAll(async () => {
  console = opened.use(await startConsole());
  browser = opened.use(await openBrowser(console));
  fleet = opened.use(await enrollFleet(console, { count: 2, name: "web", tags: [] }));
  for (const role of ["viewer", "operator"]) {
    const email = `${role}@example.com`;
    const password = (await console.cli("user", "create", "--email", email, "--role", role)).trim();
    accounts.set(role, { email, password });
  }
});
afterAll(() => opened.disposeAsync());

const as = (role: string) => browser.signedIn(accounts.get(role) ?? console.admin);
const isShown = async (
  page: Page,
  role: "button" | "checkbox" | "link" | "menuitem",
  name: string | RegExp,
) => (await page.getByRole(role, { name }).count()) > 0;

test.for([
  ["viewer", false, false],
  ["operator", true, false],
  ["admin", true, true],
] as const)("%s: may deploy and select %s, may delete %s", async ([role, operates, deletes]) => {
  const page = await as(role);
  await page.getByRole("link", { name: "web-1" }).waitFor();
  expect(await isShown(page, "link", "Deploy Sensor")).toBe(operates);
  expect(await isShown(page, "checkbox", /Select/)).toBe(operates);
  await page.goto(`/sensors/${fleet.ids[0]}`);
  await page.getByText("Kernel activity").waitFor();
  expect(await isShown(page, "button", "Edit Tags")).toBe(operates);
  expect(await isShown(page, "button", "Actions")).toBe(deletes);
  await page.context().close();
});

test("a viewer who follows a link to Deploy Sensor is told why not", async () => {
  const page = await as("viewer");
  await page.goto("/sensors/deploy?kind=cloud_init");
  await page.getByText("Deploying takes the operator role").waitFor();
  expect(await isShown(page, "button", "Generate Token")).toBe(false);
  await page.context().close();
});

describe("what the pages do not offer, the API refuses", () => {
  test.for([
    ["viewer", "POST", "/enrollment-tokens", { type: "one_time" }],
    ["viewer", "PATCH", "/sensors/ID", { tags: [] }],
    ["viewer", "DELETE", "/sensors/ID", undefined],
    ["operator", "DELETE", "/sensors/ID", undefined],
    ["operator", "POST", "/sensors/bulk-delete", { filter: {} }],
    ["operator", "PATCH", "/settings", { status: { staleAfterSeconds: 60 } }],
    ["provisioner", "GET", "/sensors", undefined],
    ["provisioner", "GET", "/audit", undefined],
  ] as const)("%s: %s %s", async ([role, method, path, body]) => {
    const api = await console.apiClient(role);
    const id = fleet.ids[0] ?? "";
    const answer = await api.call(`/api/v1${path.replace("ID", id)}`, { method, body });
    api.close();
    expect(answer.status).toBe(403);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(answer.json.code).toBe("Forbidden");
  });

  test("nobody: 401 on every route", async () => {
    const routes = ["/sensors", "/sensors/counts", "/enrollment-tokens", "/audit", "/settings"];
    const answers = await Promise.all(
      routes.map((path) => console.anonymous.call(`/api/v1${path}`)),
    );
    expect(answers.map(({ status }) => status)).toEqual(routes.map(() => 401));
  });

  test("a provisioner's key creates a token and nothing else", async () => {
    const api = await console.apiClient("provisioner");
    const answer = await api.call("/api/v1/enrollment-tokens", { body: { type: "one_time" } });
    api.close();
    expect(answer.status).toBe(201);
    expect(answer.json.tokens).toHaveLength(1);
  });
});
