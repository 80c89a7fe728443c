import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Account, openBrowser, type TestBrowser } from "../browser.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { fillConsole, known, type Showcase } from "../showcase/fill.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let console: TestConsole;
let browser: TestBrowser;
let showcase: Showcase;
const accounts = new Map<string, Account>();
beforeAll(async () => {
  console = opened.use(await startConsole());
  browser = opened.use(await openBrowser(console));
  showcase = opened.use(await fillConsole(console));
  for (const role of ["viewer", "operator"]) {
    const email = `${role}@example.com`;
    const password = (await console.cli("user", "create", "--email", email, "--role", role)).trim();
    accounts.set(role, { email, password });
  }
});
afterAll(() => opened.disposeAsync());

/** What a page shows, and the least role that it shows it to. */
type Control = readonly [
  "button" | "checkbox" | "link" | "radio" | "switch",
  string | RegExp,
  Role,
];
const roles = ["viewer", "operator", "admin"] as const;
type Role = (typeof roles)[number];

/** Every page, what tells that it is shown whole, and its controls. */
const pages: readonly (readonly [string, string | RegExp, readonly Control[]])[] = [
  ["/overview", "Version", [["link", "Deploy Sensor", "operator"]]],
  [
    "/sensors",
    known.healthy,
    [
      ["link", "Deploy Sensor", "operator"],
      ["checkbox", /^Select/, "operator"],
    ],
  ],
  [
    "/sensors/HEALTHY",
    "Kernel activity",
    [
      ["button", "Edit Tags", "operator"],
      ["button", "Actions", "admin"],
    ],
  ],
  ["/sensors/departed", /^ci-41/, [["checkbox", /^Select/, "operator"]]],
  ["/sensors/DEPARTED", "Identity", [["button", "Hold", "operator"]]],
  ["/sensors/tokens", "Spot render farm", [["button", "Generate Token", "operator"]]],
  ["/sensors/failed", "No BTF on", [["button", /^Dismiss/, "operator"]]],
  ["/sensors/deploy", /Where|takes the operator role/, [["button", "Generate Token", "operator"]]],
  ["/clusters", "oslo-1", [["link", "Deploy", "operator"]]],
  [
    "/clusters/oslo-1",
    "oslo-w5",
    [
      ["button", "Copy names", "viewer"],
      ["button", /^Rotate/, "operator"],
    ],
  ],
  ["/pools", "spot-render", [["button", /^Set the expected size/, "operator"]]],
  ["/pools/tag:spot-render", "Joins", [["button", /^Set the expected size/, "operator"]]],
  [
    "/admission",
    "Images from our registries",
    [
      ["link", "New rule", "admin"],
      ["switch", /^Images from our registries/, "admin"],
    ],
  ],
  ["/admission/decisions", "ledger-5f6b", [["link", "New rule", "admin"]]],
  ["/admission/try", "Manifests", [["button", "Example", "viewer"]]],
  ["/admission/connect", "oslo-1", [["radio", /^Deny/, "admin"]]],
  ["/admission/rules/new", /Allowed registries|administrator role/, [["link", /CEL/, "admin"]]],
  ["/activity", "Activity", []],
  [
    "/audit",
    "Signed in",
    [
      ["button", "Export", "viewer"],
      ["button", "Verify", "admin"],
    ],
  ],
  ["/jobs", "Jobs", []],
  ["/account", "Two-factor", []],
  ["/api-reference", "API", []],
  ["/docs/pools", "Pools", []],
  ["/settings/enrollment", "One-time tokens", [["button", "Save", "admin"]]],
  ["/settings/status", "Stale after", [["button", "Save", "admin"]]],
  ["/settings/auto-removal", "Auto-removal", [["button", "Save", "admin"]]],
  ["/settings/retention", "Kernel counters", [["button", "Save", "admin"]]],
  ["/settings/console", "Public URL", [["button", "Save", "admin"]]],
  ["/settings/license", "License", [["button", /^(Upload|Replace) license/, "admin"]]],
];

/** Sections of the settings that only an administrator finds. */
const adminsOnly = ["users", "api-keys", "notifications", "single-sign-on"];

describe.for(roles)("as %s", (role) => {
  let page: Page;
  beforeAll(async () => {
    page = await browser.signedIn(accounts.get(role) ?? console.admin);
  });
  afterAll(() => page.context().close());

  test.for(pages)("%s offers what the role may do", async ([path, shown, controls]) => {
    await page.goto(pathOf(path));
    await page.getByRole("main").getByText(shown).filter({ visible: true }).first().waitFor();
    for (const [kind, name, least] of controls) {
      const control = page.getByRole("main").getByRole(kind, { name }).first();
      if (mayAs(role, least)) await control.waitFor();
      else expect(await control.count()).toBe(0);
    }
  });

  test("the sections for administrators", async () => {
    await page.goto("/settings/status");
    const sections = page.getByRole("main").getByRole("link");
    await sections.first().waitFor();
    const hrefs = await sections.evaluateAll((links) => links.map((a) => a.getAttribute("href")));
    const found = adminsOnly.filter((section) => hrefs.includes(`/settings/${section}`));
    expect(found).toEqual(role === "admin" ? adminsOnly : []);
    for (const section of adminsOnly) {
      const answer = await page.goto(`/settings/${section}`);
      expect(answer?.status()).toBe(role === "admin" ? 200 : 404);
    }
  });

  test("a selection offers what the role may do with it", async () => {
    await page.goto("/sensors");
    await page.getByRole("link", { name: known.healthy }).waitFor();
    const box = page.getByRole("checkbox", { name: `Select ${known.healthy}` });
    if (!mayAs(role, "operator")) return expect(await box.count()).toBe(0);
    await box.check();
    await page.getByRole("button", { name: /tags/i }).first().waitFor();
    expect(await isShown(page, "button", "Delete")).toBe(role === "admin");
  });
});

const mayAs = (role: Role, least: Role) => roles.indexOf(role) >= roles.indexOf(least);
const pathOf = (path: string) =>
  path
    .replace("HEALTHY", showcase.sensors.get(known.healthy)?.id ?? "")
    .replace("DEPARTED", showcase.departedId);
const isShown = async (page: Page, role: "button" | "checkbox" | "link", name: string) =>
  (await page.getByRole(role, { name }).count()) > 0;

test("a viewer who follows a link to Deploy Sensor is told why not", async () => {
  const page = await browser.signedIn(accounts.get("viewer"));
  await page.goto("/sensors/deploy?kind=cloud_init");
  await page.getByText("Deploying takes the operator role").waitFor();
  expect(await isShown(page, "button", "Generate Token")).toBe(false);
  await page.context().close();
});

describe("what the pages do not offer, the API refuses", () => {
  test.for([
    ["viewer", "POST", "/enrollment-tokens", { type: "one_time" }],
    ["viewer", "PATCH", "/sensors/HEALTHY", { tags: [] }],
    ["viewer", "DELETE", "/sensors/HEALTHY", undefined],
    ["operator", "DELETE", "/sensors/HEALTHY", undefined],
    ["operator", "POST", "/sensors/bulk-delete", { filter: {} }],
    ["operator", "PATCH", "/settings", { status: { staleAfterSeconds: 60 } }],
    ["provisioner", "GET", "/sensors", undefined],
    ["provisioner", "GET", "/audit", undefined],
  ] as const)("%s: %s %s", async ([role, method, path, body]) => {
    const api = await console.apiClient(role);
    const answer = await api.call(`/api/v1${pathOf(path)}`, { method, body });
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
