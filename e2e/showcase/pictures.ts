// Pictures of every page, in both themes and at both widths, into docs/images.
// Usage: node e2e/showcase/pictures.ts [name …]; needs pngquant, which makes them a third of the size.
import { execFileSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import type { BrowserContextOptions } from "playwright-core";
import { openBrowser, type TestBrowser } from "../browser.ts";
import { startConsole } from "../console.ts";
import { fillConsole } from "./fill.ts";
import { type Scene, scenes } from "./scenes.ts";

const images = new URL("../../docs/images/", import.meta.url);

const looks: readonly (readonly [string, BrowserContextOptions])[] = [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["phone-light", { colorScheme: "light", viewport: { width: 390, height: 844 } }],
  ["phone-dark", { colorScheme: "dark", viewport: { width: 390, height: 844 } }],
];

async function take(browser: TestBrowser, scene: Scene): Promise<void> {
  await mkdir(images, { recursive: true });
  for (const [look, options] of looks) {
    const open = scene.isSignedOut ? browser.page(options) : browser.signedIn(undefined, options);
    const page = await open;
    await page.goto(scene.path());
    await scene.shown(page);
    await scene.before?.(page);
    // Fonts, charts and the entrance of dialogs.
    await page.waitForTimeout(700);
    const path = new URL(`${scene.name}-${look}.png`, images).pathname;
    await page.screenshot({ path });
    execFileSync("pngquant", ["--quality", "75-95", "--force", "--ext", ".png", path]);
    await page.context().close();
  }
  console.log(scene.name);
}

const told = (error: unknown) => {
  console.error(String(error));
  process.exitCode = 1;
};

const wanted = process.argv.slice(2);
const isWanted = ({ name }: Scene) => wanted.length === 0 || wanted.includes(name);
await using opened = new AsyncDisposableStack();
const server = opened.use(await startConsole({ host: "console.example.com" }));
const browser = opened.use(await openBrowser(server));
for (const scene of scenes().filter((each) => each.isEmpty && isWanted(each)))
  await take(browser, scene).catch(told);
const showcase = opened.use(await fillConsole(server));
for (const scene of scenes(showcase).filter((each) => !each.isEmpty && isWanted(each)))
  await take(browser, scene).catch(told);
