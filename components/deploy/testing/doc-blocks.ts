import { readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "..", "..", "..", "docs");

/** The fenced blocks of a page in docs/, by the label after their language. */
export function docBlocks(page: string): Map<string, string> {
  const text = readFileSync(join(folder, page), "utf8");
  const blocks = [...text.matchAll(/^```(\w+) ?(\S*)\n([\s\S]*?)^```$/gm)];
  for (const [, language, label] of blocks) {
    if (!label)
      throw new Error(`${page}: a block of ${language} has no label, so nothing tests it`);
  }
  return new Map(blocks.map(([, , label = "", body = ""]) => [label, body]));
}
