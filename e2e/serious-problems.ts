import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** What keeps somebody from using the page as it stands, once nothing on it moves. */
export async function seriousProblems(page: Page): Promise<string[]> {
  await settled(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** The same in the dark and in the light theme, which it is left in. */
export async function seriousProblemsInBothThemes(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[style*="color-scheme: ${colorScheme}"]`).waitFor();
    const problems = await seriousProblems(page);
    found.push(...problems.map((problem) => `${colorScheme} ${problem}`));
  }
  return found;
}

/** What is read again is shown paler meanwhile: its contrast says nothing. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector("[aria-busy=true]") === null &&
      document
        .getAnimations()
        .every((each) => each.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY),
  );
}
