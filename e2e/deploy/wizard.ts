import type { Page } from "playwright-core";

/** What the wizard made: the files as its page shows them. */
export interface Taken {
  readonly token: string;
  /** @throws when the page shows no such file */
  file(name: string): string;
}

/** Goes through the wizard with the choices in an address, and takes what it shows. */
export async function takeSnippet(page: Page, choices: Record<string, string>): Promise<Taken> {
  await page.goto(`/sensors/deploy?${new URLSearchParams(choices)}`);
  await page.getByRole("button", { name: "Generate Token" }).click();
  await page.getByRole("heading", { name: /^Watch .* arrive$/ }).waitFor();
  const figures = page.getByRole("figure");
  const files = new Map<string, string>();
  for (const figure of await figures.all()) {
    const region = figure.getByRole("region");
    const name = (await region.getAttribute("aria-label")) ?? "";
    files.set(name, (await region.textContent()) ?? "");
  }
  // Else the page holds whoever leaves it without the token.
  await page
    .getByRole("figure")
    .filter({ hasText: "tvx_" })
    .getByRole("button", { name: /^Copy / })
    .last()
    .click();
  const token = /tvx_[\w-]{49}/.exec([...files.values()].join("\n"))?.[0] ?? "";
  return {
    token,
    file(name) {
      const text = files.get(name);
      if (text === undefined) throw new Error(`No ${name} among ${[...files.keys()].join(", ")}`);
      return text;
    },
  };
}
