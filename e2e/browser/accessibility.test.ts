import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, type TestBrowser } from "../browser.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { seriousProblemsInBothThemes } from "../serious-problems.ts";
import { fillConsole, type Showcase } from "../showcase/fill.ts";
import { type Scene, scenes } from "../showcase/scenes.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let console: TestConsole;
let browser: TestBrowser;
let showcase: Showcase | undefined;
let signedIn: Page;
let signedOut: Page;
beforeAll(async () => {
  console = opened.use(await startConsole());
  browser = opened.use(await openBrowser(console));
  signedIn = await browser.signedIn();
  signedOut = await browser.page();
});
afterAll(() => opened.disposeAsync());

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

/** Both themes by axe, then whether a phone holds it without sideways scrolling. */
async function look({ name, isSignedOut }: Scene): Promise<void> {
  const page = isSignedOut ? signedOut : signedIn;
  const scene = scenes(showcase).find((each) => each.name === name);
  if (!scene) throw new Error(`There is no scene ${name}.`);
  await page.setViewportSize(desktop);
  await page.goto(scene.path());
  await scene.shown(page);
  await scene.before?.(page);
  expect(await seriousProblemsInBothThemes(page)).toEqual([]);
  await page.setViewportSize(phone);
  await page.waitForTimeout(100);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(phone.width);
}

test.for(scenes().filter(({ isEmpty }) => isEmpty))("$name", look);

describe("with a fleet", () => {
  beforeAll(async () => {
    showcase = opened.use(await fillConsole(console));
  });

  test.for(scenes().filter(({ isEmpty }) => !isEmpty))("$name", look);
});
