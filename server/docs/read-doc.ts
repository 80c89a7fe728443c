import { readFile } from "node:fs/promises";
import { isDocPath } from "./doc-pages.ts";

const folder = new URL("../../docs/", import.meta.url);

/** The Markdown of `docs/<path>.md`; null when the Console shows no such page. */
export async function readDoc(path: string): Promise<string | null> {
  return isDocPath(path) ? readFile(new URL(`${path}.md`, folder), "utf8").catch(() => null) : null;
}
