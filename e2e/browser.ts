import { createHash, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:tls";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import type { TestConsole } from "./console.ts";

/** A real browser that trusts exactly this console's key. */
export interface TestBrowser extends AsyncDisposable {
  /** A page of a browser of its own: no cookies, no storage. */
  page(options?: BrowserContextOptions): Promise<Page>;
  /** The same, signed in: through the sign-in page the first time, with its cookie after that. */
  signedIn(as?: Account, options?: BrowserContextOptions): Promise<Page>;
}

export interface Account {
  readonly email: string;
  readonly password: string;
}

type Session = Exclude<BrowserContextOptions["storageState"], string | undefined>;

export async function openBrowser(console: TestConsole): Promise<TestBrowser> {
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      `--ignore-certificate-errors-spki-list=${await publicKeyHash(console.port)}`,
      `--host-resolver-rules=MAP ${console.host} 127.0.0.1`,
    ],
  });
  const sessions = new Map<string, Session>();
  return {
    page: (options) => openPage(browser, console, options),
    async signedIn(as = console.admin, options) {
      const storageState = sessions.get(as.email);
      const page = await openPage(browser, console, {
        ...(storageState && { storageState }),
        ...options,
      });
      if (!storageState) await signIn(page, as);
      await page.goto("/sensors");
      sessions.set(as.email, await page.context().storageState());
      return page;
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

async function openPage(
  browser: Browser,
  console: TestConsole,
  options?: BrowserContextOptions,
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: console.url,
    viewport: { width: 1440, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
    ...options,
  });
  context.setDefaultTimeout(15_000);
  return context.newPage();
}

export async function signIn(page: Page, { email, password }: Account): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
}

async function publicKeyHash(port: number): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false });
  await once(socket, "secureConnect");
  const { raw } = socket.getPeerCertificate();
  socket.destroy();
  const key = new X509Certificate(raw).publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(key).digest("base64");
}
