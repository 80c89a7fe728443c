import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";

const paths = [
  "/overview",
  "/sensors",
  "/sensors/tokens",
  "/sensors/departed",
  "/pools",
  "/audit",
  "/settings",
];
const build = join(import.meta.dirname, "../.next");

/** What each page loads of JavaScript at first, compressed, from the files of the Next build. */
export async function bundleSizes(page: Page): Promise<string> {
  const sizes: string[] = [];
  for (const path of paths) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    const sources = await page
      .locator("script[src]")
      .evaluateAll((scripts) => [
        ...new Set(scripts.map((script) => new URL((script as HTMLScriptElement).src).pathname)),
      ]);
    const bytes = sources
      .filter((source) => source.startsWith("/_next/"))
      .map((source) =>
        readFileSync(join(build, decodeURIComponent(source.slice("/_next/".length)))),
      )
      .reduce((sum, text) => sum + gzipSync(text).length, 0);
    sizes.push(`${path} ${(bytes / 1024).toFixed(0)} KiB`);
  }
  return sizes.join(", ");
}
