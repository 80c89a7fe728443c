import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, signIn, type TestBrowser } from "../browser.ts";
import { startConsole, type TestConsole } from "../console.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let console: TestConsole;
let browser: TestBrowser;
beforeAll(async () => {
  console = opened.use(await startConsole());
  browser = opened.use(await openBrowser(console));
});
afterAll(() => opened.disposeAsync());

test.for(["/", "/sensors", "/sensors/tokens", "/audit", "/settings"])(
  "%s leads who is not signed in to the sign-in page",
  async (path) => {
    const page = await browser.page();
    await page.goto(path);
    await page.getByRole("heading", { name: "Sign in to Telovix" }).waitFor();
    expect(await page.getByRole("navigation").count()).toBe(0);
    await page.context().close();
  },
);

test("a wrong password is refused in words and leaves nobody signed in", async () => {
  const page = await browser.page();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(console.admin.email);
  await page.getByLabel("Password", { exact: true }).fill("not the password at all");
  await page.getByRole("button", { name: "Show what I typed" }).click();
  expect(await page.getByLabel("Password", { exact: true }).getAttribute("type")).toBe("text");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await page.getByText("E-mail or password is wrong.").waitFor();
  await page.goto("/sensors");
  await page.getByRole("heading", { name: "Sign in to Telovix" }).waitFor();
  await page.context().close();
});

test("signing in leads back to the page that was asked for, and signing out ends it", async () => {
  const page = await browser.page();
  await page.goto("/audit");
  await page.getByLabel("E-mail").fill(console.admin.email);
  await page.getByLabel("Password", { exact: true }).fill(console.admin.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Audit", level: 1 }).waitFor();
  await page.getByRole("button", { name: "Signed in" }).first().waitFor();
  await page.getByRole("button", { name: "Account menu" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in to Telovix" }).waitFor();
  await page.goto("/sensors");
  await page.getByRole("heading", { name: "Sign in to Telovix" }).waitFor();
  await page.context().close();
});

test("the session cookie is closed to scripts and to plain HTTP", async () => {
  const page = await browser.page();
  await signIn(page, console.admin);
  const cookies = await page.context().cookies();
  const session = cookies.filter(({ name }) => name.includes("session_token"));
  expect(session).toEqual([
    expect.objectContaining({ httpOnly: true, secure: true, sameSite: "Lax" }),
  ]);
  await page.context().close();
});

const pages = [
  ...["/overview", "/sensors", "/sensors/departed", "/sensors/tokens", "/sensors/deploy"],
  ...["/sensors/failed", "/pools", "/activity", "/audit", "/jobs", "/account", "/docs/users"],
  ...["/api-reference", "/settings/enrollment", "/settings/users", "/settings/single-sign-on"],
  ...["/settings/api-keys", "/settings/console", "/invite#x", "/sign-in", "/no-such-page"],
];

test("no page runs a script that is not its own, and none needs to", async () => {
  const page = await browser.signedIn();
  const violations: string[] = [];
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) violations.push(message.text());
  });
  const nonces = new Set<string>();
  for (const path of pages) {
    const answer = await page.goto(path);
    const policy = answer?.headers()["content-security-policy"] ?? "";
    const [scripts = ""] = /script-src [^;]+/.exec(policy) ?? [];
    expect(scripts).toMatch(/^script-src 'self' 'nonce-[\w+/]+=*'$/);
    nonces.add(scripts);
    await page.getByRole("main").first().waitFor();
  }
  expect(violations).toEqual([]);
  expect(nonces.size).toBe(pages.length);
  const wasRun = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "globalThis.wasRun = true";
    document.body.append(script);
    return "wasRun" in globalThis;
  });
  expect([wasRun, violations.length]).toEqual([false, 1]);
  await page.context().close();
});
