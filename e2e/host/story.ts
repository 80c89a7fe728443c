import { openBrowser, type TestBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { boot, type Machine } from "./machine.ts";

/** A Console, an administrator's browser and API key, and a freshly booted host that can reach it. */
export interface Scene extends AsyncDisposable {
  readonly console: TestConsole;
  readonly browser: TestBrowser;
  readonly api: Client;
  readonly host: Machine;
}

export async function openScene(hostname: string): Promise<Scene> {
  await using opened = new AsyncDisposableStack();
  const host = opened.use(await boot({ hostname, consoleName }));
  const console = opened.use(await startConsole({ host: consoleName }));
  const browser = opened.use(await openBrowser(console));
  const api = opened.use(await console.apiClient("admin"));
  const kept = opened.move();
  return { console, browser, api, host, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

const consoleName = "console.telovix.test";

/** A one-time token in the install command, exactly as the browser shows it. */
export async function shownInstallCommand({ browser }: Scene): Promise<string> {
  const page = await browser.signedIn();
  await page.goto("/sensors/tokens");
  await page.getByRole("button", { name: "Generate Token" }).click();
  const ask = page.getByRole("dialog", { name: "Generate Token" });
  await ask.getByRole("button", { name: "Generate Token" }).click();
  const shown = page.getByRole("dialog", { name: "Deploy with this token" });
  const command = await shown.getByRole("region", { name: "install command" }).textContent();
  await page.context().close();
  if (!command) throw new Error("The dialog shows no command.");
  return command;
}

/** All kernel counters that the Console has stored for a sensor, summed by kind. */
export async function storedCounts(api: Client, id: string): Promise<Record<string, number>> {
  const input = encodeURIComponent(JSON.stringify({ id, hours: 1 }));
  const { json } = await api.call(`/api/trpc/sensors.history?input=${input}`);
  const kinds = ["exec", "exit", "connect", "accept", "close", "listen", "lost"];
  const points: Record<string, number>[] = json.result.data.points;
  return Object.fromEntries(
    kinds.map((kind) => [kind, points.reduce((sum, point) => sum + (point[kind] ?? 0), 0)]),
  );
}
