import { createHmac } from "node:crypto";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, type TestBrowser } from "../browser.ts";
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

const password = "a battery and a staple";
const isIn = (page: Page) => page.getByRole("button", { name: "Account menu" }).waitFor();

/** Signs in through the page, up to where a code may be asked for. */
async function enter(page: Page, email: string) {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** RFC 6238 with the key as the page shows it, for somebody without a camera. */
function codeOf(key: string, atMs: number): string {
  const bits = [...key.replaceAll(" ", "")]
    .map((letter) =>
      "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
    )
    .join("");
  const bytes = (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(atMs / 30_000)));
  const mac = createHmac("sha1", Buffer.from(bytes)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

async function inviteLink(page: Page, email: string, role: string): Promise<string> {
  await page.goto("/settings/users");
  await page.getByRole("button", { name: "Invite" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("E-mail").fill(email);
  await dialog.getByLabel("Role").selectOption(role);
  await dialog.getByRole("button", { name: "Make a link" }).click();
  await dialog.getByText("Copy it now").waitFor();
  const link = await dialog.getByRole("region", { name: "link" }).textContent();
  await dialog.getByRole("button", { name: "Done" }).click();
  return String(link).trim();
}

/** Makes somebody through an invite. @returns their page, signed in */
async function join(admin: Page, name: string, role: string): Promise<Page> {
  const link = await inviteLink(admin, `${name.toLowerCase()}@example.com`, role);
  const page = await browser.page();
  await page.goto(link);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Join" }).click();
  await isIn(page);
  return page;
}

test("an invite lets somebody in once, with the role that was chosen", async () => {
  const admin = await browser.signedIn();
  const link = await inviteLink(admin, "ada@example.com", "operator");
  await admin.getByText("to join as operator").waitFor();
  const ada = await browser.page();
  await ada.goto(link);
  await ada.getByText("ada@example.com").waitFor();
  await ada.getByLabel("Your name").fill("Ada");
  await ada.getByLabel("Password", { exact: true }).fill("too short");
  await ada.getByRole("button", { name: "Join" }).click();
  await ada.getByRole("alert").getByText("At least 12 characters").waitFor();
  await ada.getByLabel("Password", { exact: true }).fill(password);
  await ada.getByRole("button", { name: "Join" }).click();
  await isIn(ada);
  await ada.goto("/account");
  await ada.getByText("operator: also tokens, tags, deploying").waitFor();
  const late = await browser.page();
  await late.goto(link);
  await late.getByText("This link does not work").waitFor();
  await admin.reload();
  const row = admin.getByRole("row", { name: /Ada/ });
  await row.getByRole("cell", { name: "operator", exact: true }).waitFor();
  for (const page of [late, ada, admin]) await page.context().close();
});

test("disabling signs out at once, and says so at the next try", async () => {
  const admin = await browser.signedIn();
  const bob = await join(admin, "Bob", "viewer");
  await admin.goto("/settings/users");
  await admin.getByRole("button", { name: "Actions for Bob" }).click();
  await admin.getByRole("menuitem", { name: "Disable…" }).click();
  await admin.getByRole("button", { name: "Disable user" }).click();
  await admin.getByText("Bob is signed out and disabled").waitFor();
  await bob.goto("/audit");
  await bob.getByRole("heading", { name: "Sign in to Telovix" }).waitFor();
  await enter(bob, "bob@example.com");
  await bob.getByText("This account is disabled.").waitFor();
  await admin.getByRole("button", { name: "Undo" }).click();
  await admin.getByText("Bob may sign in again").waitFor();
  await enter(bob, "bob@example.com");
  await isIn(bob);
  for (const page of [bob, admin]) await page.context().close();
});

test("two-factor: set up, asked for, a backup code instead, taken away by an administrator", async () => {
  const admin = await browser.signedIn();
  const cleo = await join(admin, "Cleo", "viewer");
  await cleo.goto("/account");
  await cleo.getByRole("button", { name: "Set up" }).click();
  await cleo.getByLabel("Your password").fill(password);
  await cleo.getByRole("button", { name: "Continue" }).click();
  await cleo.getByRole("img", { name: "The key, as a QR code" }).waitFor();
  const key = await cleo.getByRole("dialog").locator("code").textContent();
  await cleo.getByLabel("Code that the app shows").fill("000000");
  await cleo.getByRole("button", { name: "Turn on" }).click();
  await cleo.getByText("The code is wrong.").waitFor();
  await cleo.getByLabel("Code that the app shows").fill(codeOf(String(key), Date.now()));
  await cleo.getByRole("button", { name: "Turn on" }).click();
  const shown = await cleo.getByRole("region", { name: "backup codes" }).textContent();
  const [backupCode = ""] = String(shown).trim().split("\n");
  await cleo.getByRole("button", { name: "Done" }).click();
  await cleo.getByText("On", { exact: true }).waitFor();

  const phone = await browser.page();
  await enter(phone, "cleo@example.com");
  await phone.getByLabel("Code from your authenticator app").fill("000000");
  await phone.getByRole("button", { name: "Verify" }).click();
  await phone.getByText("The code is wrong.").waitFor();
  await phone.getByLabel("Code from your authenticator app").fill(codeOf(String(key), Date.now()));
  await phone.getByRole("button", { name: "Verify" }).click();
  await isIn(phone);

  const lost = await browser.page();
  for (const outcome of ["in", "used up"]) {
    await lost.context().clearCookies();
    await enter(lost, "cleo@example.com");
    await lost.getByRole("button", { name: "Use a backup code" }).click();
    await lost.getByLabel("Backup code").fill(backupCode);
    await lost.getByRole("button", { name: "Verify" }).click();
    if (outcome === "in") await isIn(lost);
    else await lost.getByText("This is no backup code that is still good.").waitFor();
  }

  await admin.goto("/settings/users");
  await admin.getByRole("button", { name: "Actions for Cleo" }).click();
  await admin.getByRole("menuitem", { name: "Reset two-factor…" }).click();
  await admin.getByRole("button", { name: "Reset two-factor" }).click();
  await admin.getByText("Cleo signs in with the password alone now").waitFor();
  await enter(lost, "cleo@example.com");
  await isIn(lost);
  const api = await console.apiClient("viewer");
  const { items } = (await api.call("/api/v1/audit?limit=100")).json;
  api.close();
  const done = items.filter(({ actorName }: { actorName: string }) => actorName === "Cleo");
  expect(done.map(({ action }: { action: string }) => action)).toEqual([
    ...["signed_in", "signed_in", "signed_in", "two_factor_enabled", "signed_in"],
    "invite_accepted",
  ]);
  for (const page of [cleo, phone, lost, admin]) await page.context().close();
});

test("somebody signed in twice signs out of the other, and changes the password", async () => {
  const admin = await browser.signedIn();
  const dora = await join(admin, "Dora", "viewer");
  const other = await browser.page();
  await enter(other, "dora@example.com");
  await isIn(other);
  await dora.goto("/account");
  await dora.getByText("this one").waitFor();
  await dora.getByRole("button", { name: /^Sign out of/ }).click();
  await dora.getByText(/^Signed out of/).waitFor();
  await other.goto("/audit");
  await other.getByRole("heading", { name: "Sign in to Telovix" }).waitFor();
  await dora.getByLabel("Current password").fill(password);
  await dora.getByLabel("New password", { exact: true }).fill("yet another battery");
  await dora.getByLabel("New password again").fill("yet another battery");
  await dora.getByRole("button", { name: "Change password" }).click();
  await dora.getByText("Password changed").waitFor();
  for (const page of [dora, other, admin]) await page.context().close();
});

test("a reset link sets a new password", async () => {
  const admin = await browser.signedIn();
  const eve = await join(admin, "Eve", "viewer");
  await admin.goto("/settings/users");
  await admin.getByRole("button", { name: "Actions for Eve" }).click();
  await admin.getByRole("menuitem", { name: "Reset password…" }).click();
  await admin.getByRole("button", { name: "Make a reset link" }).click();
  const link = await admin.getByRole("region", { name: "link" }).textContent();
  await enter(eve, "eve@example.com");
  await eve.getByText("E-mail or password is wrong.").waitFor();
  await eve.goto(String(link).trim());
  await eve.getByLabel("Password", { exact: true }).fill("a battery of its own");
  await eve.getByRole("button", { name: "Set password" }).click();
  await isIn(eve);
  for (const page of [eve, admin]) await page.context().close();
});

test("an API key is made with a lifetime, shown once, used, and revoked", async () => {
  const admin = await browser.signedIn();
  await admin.goto("/settings/api-keys");
  await admin.getByRole("button", { name: "Create API key" }).click();
  const dialog = admin.getByRole("dialog");
  await dialog.getByLabel("Name").fill("nightly");
  await dialog.getByLabel("Role").selectOption("viewer");
  await dialog.getByLabel("Expires after").selectOption("30");
  await dialog.getByRole("button", { name: "Create key" }).click();
  const key = await dialog.getByRole("region", { name: "API key" }).textContent();
  await dialog.getByRole("button", { name: "Done" }).click();
  const headers = { authorization: `Bearer ${key?.trim()}` };
  expect((await console.anonymous.call("/api/v1/account", { headers })).status).toBe(200);
  await admin.reload();
  const row = admin.getByRole("row", { name: /nightly/ });
  await row.getByText("in 29 d").last().waitFor();
  await row.getByText("from").waitFor();
  await row.getByRole("button", { name: "Revoke" }).click();
  await admin.getByRole("button", { name: "Revoke key" }).click();
  await admin.getByText("Revoked nightly").waitFor();
  expect((await console.anonymous.call("/api/v1/account", { headers })).status).toBe(401);
  await admin.context().close();
});

test("the last administrator cannot leave", async () => {
  const api = await console.apiClient("admin");
  const { items } = (await api.call("/api/v1/users?role=admin")).json;
  const disabled = await api.call(`/api/v1/users/${items[0].id}/disable`, { method: "POST" });
  api.close();
  expect([disabled.status, disabled.json.code]).toEqual([409, "LastAdmin"]);
});
