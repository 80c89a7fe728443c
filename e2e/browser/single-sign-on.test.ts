import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, type TestBrowser } from "../browser.ts";
import { startConsole, type TestConsole } from "../console.ts";
import {
  type IdentityProvider,
  signInAtProvider,
  startIdentityProvider,
} from "../identity-provider.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let console: TestConsole;
let browser: TestBrowser;
let provider: IdentityProvider;

const person = (email: string, more: object = {}) => ({
  ...{ email, email_verified: true, name: email.split("@")[0] ?? "", groups: ["staff"] },
  ...more,
});
beforeAll(async () => {
  console = opened.use(await startConsole());
  browser = opened.use(await openBrowser(console));
  provider = opened.use(
    await startIdentityProvider({
      redirectUri: `${console.url}/api/auth/single-sign-on/callback`,
      people: {
        ada: person("ada@example.com", { groups: ["staff", "telovix-ops"] }),
        bob: person("bob@example.com"),
        eve: person("eve@evil.example"),
        mallory: person(console.admin.email, { email_verified: false }),
        stranger: person("stranger@example.com", { groups: [] }),
      },
    }),
  );
});
afterAll(() => opened.disposeAsync());

/** From our sign-in page to the provider and back. */
async function comeInAs(who: string): Promise<Page> {
  const page = await browser.page({ ignoreHTTPSErrors: true });
  await page.goto("/audit");
  await page.getByRole("link", { name: "Sign in with Example ID" }).click();
  await signInAtProvider(page, who);
  return page;
}

test("an administrator sets it up, and it is tested before it is saved", async () => {
  const admin = await browser.signedIn();
  await admin.goto("/settings/single-sign-on");
  const callback = `${console.url}/api/auth/single-sign-on/callback`;
  await admin.getByText(callback, { exact: true }).waitFor();
  await admin.getByLabel("Name", { exact: true }).fill("Example ID");
  await admin.getByLabel("Issuer").fill(provider.issuer);
  await admin.getByLabel("Client id").fill(provider.client.id);
  await admin.getByLabel("Client secret").fill(provider.client.secret);
  await admin.getByText("The provider has an internal CA").click();
  await admin.getByLabel("CA certificate").fill(provider.caCertificate);
  await admin.getByLabel("Scopes").fill("openid email profile groups");
  await admin.getByLabel("E-mail domains").fill("example.com");
  await admin.getByLabel("Claim that decides").fill("groups");
  await admin.getByLabel("Values for operator").fill("telovix-ops");
  await admin.getByLabel("Values for viewer").fill("staff");
  await admin.getByLabel("Role without a value that counts").selectOption("No access");
  await admin.getByLabel("Offer it on the sign-in page").click();
  await admin.getByRole("button", { name: "Test connection" }).click();
  await admin.getByText("Allow private addresses in Settings").waitFor();
  const api = await console.apiClient("admin");
  const body = { notifications: { allowPrivateAddresses: true } };
  await api.call("/api/v1/settings", { method: "PATCH", body });
  await admin.getByRole("button", { name: "Test connection" }).click();
  await admin.getByText("The provider answers").waitFor();
  await admin.getByRole("button", { name: "Save" }).click();
  await admin.getByText("People can sign in with Example ID").waitFor();
  const stored = await api.call("/api/v1/single-sign-on");
  api.close();
  expect(stored.text).not.toContain(provider.client.secret);
  expect(stored.json).toMatchObject({ isEnabled: true, hasClientSecret: true });
  await admin.context().close();
});

test("somebody new comes in, where they wanted to go, with the role of their group", async () => {
  const page = await comeInAs("ada");
  await page.getByRole("heading", { name: "Audit", level: 1 }).waitFor();
  await page.goto("/account");
  await page.getByText("operator: also tokens, tags, deploying").waitFor();
  await page.getByText("You come through single sign-on.").waitFor();
  await page.context().close();
});

test.for([
  ["eve", "Your e-mail address is not of a domain that may sign in here."],
  ["mallory", "Your identity provider has not verified your e-mail address."],
  ["stranger", "Your groups give you no role here. Ask an administrator."],
] as const)("%s does not come in: %s", async ([who, why]) => {
  const page = await comeInAs(who);
  await page.getByText(why).waitFor();
  await page.goto("/audit");
  await page.getByRole("heading", { name: "Sign in to Telovix" }).waitFor();
  await page.context().close();
});

test("who was disabled does not come in either", async () => {
  const first = await comeInAs("bob");
  await first.getByRole("heading", { name: "Audit", level: 1 }).waitFor();
  const api = await console.apiClient("admin");
  const { items } = (await api.call("/api/v1/users?q=bob")).json;
  await api.call(`/api/v1/users/${items[0].id}/disable`, { method: "POST" });
  api.close();
  const again = await comeInAs("bob");
  await again.getByText("This account is disabled.").waitFor();
  for (const page of [first, again]) await page.context().close();
});

test("an answer to a browser that did not ask for it is refused", async () => {
  const page = await browser.page({ ignoreHTTPSErrors: true });
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Sign in with Example ID" }).click();
  await page.getByPlaceholder("Enter any login").waitFor();
  await page.context().clearCookies({ name: /single_sign_on$/ });
  await signInAtProvider(page, "ada");
  await page.getByText("began in another browser").waitFor();
  expect(
    (await page.context().cookies()).some(({ name }) => name.includes("telovix.session_token")),
  ).toBe(false);
  await page.context().close();
});
