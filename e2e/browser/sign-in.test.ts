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
  await page.getByLabel("Password").fill("not the password at all");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("E-mail or password is wrong.").waitFor();
  await page.goto("/sensors");
  await page.getByRole("heading", { name: "Sign in to Telovix" }).waitFor();
  await page.context().close();
});

test("signing in leads back to the page that was asked for, and signing out ends it", async () => {
  const page = await browser.page();
  await page.goto("/audit");
  await page.getByLabel("E-mail").fill(console.admin.email);
  await page.getByLabel("Password").fill(console.admin.password);
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
