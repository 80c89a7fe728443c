import { readFile } from "node:fs/promises";
import { join } from "node:path";

const file = join(import.meta.dirname, "../../docs/monitoring.md");

/** The metrics that docs/monitoring.md lists. */
export async function documentedMetrics(): Promise<(string | undefined)[]> {
  const text = await readFile(file, "utf8");
  return [...text.matchAll(/^\| `(telovix_\w+)` \|/gm)].map(([, name]) => name);
}
