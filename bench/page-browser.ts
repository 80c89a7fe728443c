import type { Page } from "playwright-core";
import { openBrowser } from "../e2e/browser.ts";
import type { TestConsole } from "../e2e/console.ts";
import { bundleSizes } from "./page-bundle.ts";

export interface PageTimes {
  /** Milliseconds from the start of the navigation to painted rows. */
  readonly firstRows: number[];
  /** From a click on a status to painted rows of it. */
  readonly filters: number[];
  /** Between frames while the longest page is scrolled. */
  readonly frames: number[];
  /** The browser's own duration of the click that selects a page of 500, to its next paint. */
  readonly selectAll: number[];
  /** JavaScript of each page. */
  readonly bundles: string;
}

const runs = 7;

/** The Sensors page in a real Chromium, signed in, with heartbeats coming in. */
export async function measurePage(product: TestConsole): Promise<PageTimes> {
  await using browser = await openBrowser(product);
  const page = await browser.signedIn();
  await page.addInitScript(watchRows);
  const firstRows: number[] = [];
  for (let run = 0; run <= runs; run++) {
    await page.goto("/sensors");
    await page.locator("tr[data-id]").first().waitFor();
    firstRows.push(await page.evaluate(() => Number(Reflect.get(globalThis, "firstRowsMs"))));
  }
  // The first one fills the browser's cache.
  firstRows.shift();
  const filters = await filterTimes(page);
  await page.goto("/sensors");
  await page.locator("tr[data-id]").first().waitFor();
  await page.getByLabel("Rows a page").selectOption("500");
  await page.locator("tr[data-id]").first().waitFor();
  await page.waitForTimeout(2_000);
  const frames = await frameTimes(page);
  const selectAll = await selectTimes(page);
  return { firstRows, filters, frames, selectAll, bundles: await bundleSizes(page) };
}

/** Runs in the page: notes when the first row has been painted. */
function watchRows() {
  const observer = new MutationObserver(() => {
    if (!document.querySelector("tr[data-id]")) return;
    observer.disconnect();
    requestAnimationFrame(() =>
      setTimeout(() => Reflect.set(globalThis, "firstRowsMs", performance.now())),
    );
  });
  observer.observe(document, { childList: true, subtree: true });
}

async function filterTimes(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    for (const status of ["Stale", "Healthy", "Offline"]) {
      await page.goto("/sensors");
      await page.locator("tr[data-id]").first().waitFor();
      await page.waitForTimeout(500);
      const tile = page.getByRole("button", { name: new RegExp(`^${status}`) });
      times.push(await tile.evaluate(clickToPaint, status.toLowerCase()));
    }
  }
  return times;
}

/** Runs in the page: from the click until every row that is shown has the status, and is painted. */
function clickToPaint(tile: Element, status: string): Promise<number> {
  const isThere = () => {
    const rows = [...document.querySelectorAll("tr[data-id]")];
    const words = rows.map((row) => row.textContent?.toLowerCase() ?? "");
    return rows.length > 0 && words.every((text) => text.includes(status));
  };
  return new Promise((resolve) => {
    const begin = performance.now();
    const look = () => {
      if (isThere()) setTimeout(() => resolve(performance.now() - begin));
      else requestAnimationFrame(look);
    };
    (tile as HTMLElement).click();
    requestAnimationFrame(look);
  });
}

async function frameTimes(page: Page): Promise<number[]> {
  await page.locator("tr[data-id]").first().hover();
  await page.evaluate(() => {
    const frames: number[] = [];
    let last = performance.now();
    const note = (now: number) => {
      frames.push(now - last);
      last = now;
      requestAnimationFrame(note);
    };
    Reflect.set(globalThis, "frameTimesMs", frames);
    requestAnimationFrame(note);
  });
  for (let step = 0; step < 60; step++) {
    await page.mouse.wheel(0, step < 40 ? 400 : -600);
    await page.waitForTimeout(40);
  }
  const frames = await page.evaluate(() => Reflect.get(globalThis, "frameTimesMs") as number[]);
  return frames.slice(2);
}

async function selectTimes(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const clicks: number[] = [];
    Reflect.set(globalThis, "clicks", clicks);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if (entry.name === "click") clicks.push(entry.duration);
    }).observe({
      type: "event",
      durationThreshold: 16,
      buffered: false,
    } as PerformanceObserverInit);
  });
  const box = page.getByRole("checkbox", { name: "Select all on this page", exact: true });
  for (let run = 0; run < runs * 2; run++) {
    await box.click();
    await page.waitForTimeout(300);
  }
  // Below 16 ms the browser notes nothing.
  const clicks = await page.evaluate(() => Reflect.get(globalThis, "clicks") as number[]);
  return clicks.length > 0 ? clicks : [16];
}
