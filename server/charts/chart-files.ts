import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";

export const chartName = "telovix-sensor";

/** What of the folder is the chart: neither its tests nor what only the repository reads. */
const belongs =
  /^(\.helmignore|Chart\.yaml|README\.md|LICENSE|values[\w.-]*\.(yaml|json)|(templates|crds|files)\/.*)$/;

/** Paths below the chart's folder, with their content. */
export type ChartFiles = ReadonlyMap<string, Buffer>;

export async function readChartFiles(folder: string): Promise<ChartFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => belongs.test(path) && !path.endsWith("~"))
    .sort();
  const read = paths.map(async (path) => [path, await readFile(join(folder, path))] as const);
  return new Map(await Promise.all(read));
}

/** The chart as `helm package` makes it, but the same bytes each time. */
export async function packChart(files: ChartFiles): Promise<Buffer> {
  const tar = pack();
  for (const [path, content] of files)
    tar.entry({ name: `${chartName}/${path}`, mode: 0o644, mtime: new Date(0) }, content);
  tar.finalize();
  return gzipSync(await buffer(tar), { level: 9 });
}
