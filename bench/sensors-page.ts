import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { startConsole, type TestConsole } from "../e2e/console.ts";
import { type FleetSize, largeFleet, seedFleet, smallFleet } from "../server/testing/fleet.ts";
import { openInstallation } from "./identities.ts";
import { measurePage, type PageTimes } from "./page-browser.ts";
import { measureQueries, type QueryTimes } from "./page-queries.ts";
import { descendants, memoryBytes, startWorker } from "./processes.ts";
import { type BenchResult, median, percentile } from "./result.ts";

interface Measured {
  readonly queries: QueryTimes;
  readonly page: PageTimes;
  /** Seconds from the request to a finished job, and how many sensors it took. */
  readonly deletion: { seconds: number; requestMs: number; count: number };
  readonly memoryMiB: number;
}

/** The Sensors page with a fifth of its sensors heartbeating: 1,000 rows, then 100,000. */
export async function run(): Promise<BenchResult[]> {
  const small = await measure(smallFleet);
  const large = await measure(largeFleet);
  return [...queryResults(small, large), ...pageResults(small, large), ...serverResults(large)];
}

async function measure(size: FleetSize): Promise<Measured> {
  await using product = await startConsole({ env: { TELOVIX_GATEWAYS: "1" } });
  await using installation = await openInstallation(
    product.dataDir,
    readFileSync(`${product.dataDir}/secret`, "utf8"),
  );
  const { client } = installation;
  await seedFleet(client, size);
  const url = `postgresql://postgres@localhost/telovix?host=${encodeURIComponent(`${product.dataDir}/postgres`)}`;
  await using load = startWorker("load/heartbeats.ts", url);
  const { rows } = await client.query<{ id: string }>(
    "SELECT id FROM sensor WHERE departed_at IS NULL ORDER BY id LIMIT $1",
    [size.healthy],
  );
  const { written } = await load.ask<{ written: number }>({ ids: rows.map(({ id }) => id) });
  if (written < size.healthy) throw new Error(`Only ${written} heartbeats were written.`);
  const queries = await measureQueries(url);
  const page = await measurePage(product);
  const [console] = descendants(product.process().pid, / console/);
  const memoryMiB = console ? memoryBytes(console, "Rss") / 2 ** 20 : Number.NaN;
  return { queries, page, memoryMiB, deletion: await bulkDelete(product, size.enrolled / 10) };
}

/** A tenth of the fleet by its ids, from the request until the job says that it is done. */
async function bulkDelete(product: TestConsole, count: number): Promise<Measured["deletion"]> {
  const api = await product.apiClient("admin");
  const ids: string[] = [];
  for (let cursor = ""; ids.length < count; ) {
    const limit = Math.min(500, count - ids.length);
    const page = (await api.call(`/api/v1/sensors?limit=${limit}${cursor}`)).json;
    for (const { id } of page.items) ids.push(id);
    cursor = `&cursor=${page.nextCursor}`;
  }
  const begin = performance.now();
  const accepted = await api.call("/api/v1/sensors/bulk-delete", { body: { ids } });
  const requestMs = performance.now() - begin;
  if (accepted.status !== 202) throw new Error(`bulk-delete: ${accepted.status} ${accepted.text}`);
  for (;;) {
    const { state, done } = (await api.call(`/api/v1/jobs/${accepted.json.jobId}`)).json;
    if (state === "succeeded") {
      api.close();
      return { seconds: (performance.now() - begin) / 1000, requestMs, count: done };
    }
    if (state === "failed") throw new Error("The bulk delete failed.");
    await wait(50);
  }
}

const ms = (values: readonly number[], share = 0.95) =>
  `${percentile(values, share).toFixed(1)} ms`;
const both = (values: readonly number[]) => `p50 ${ms(values, 0.5)}, p95 ${ms(values)}`;
const ratio = (large: readonly number[], small: readonly number[]) => median(large) / median(small);

function queryResults({ queries: small }: Measured, { queries: large }: Measured): BenchResult[] {
  const times = ratio(large.pages, small.pages);
  return [
    {
      name: "Sensors page: query of a page, 100,000 rows",
      budget: "≤ 10 ms p95; ≤ 1.5 × the time at 1,000 rows",
      measured: `${both(large.pages)}; ${times.toFixed(2)} ×; slowest ${large.slowest}`,
      peer: `bare SELECT … ORDER BY name LIMIT 50: ${both(large.bare)}`,
      met: percentile(large.pages, 0.95) <= 10 && times <= 1.5,
      detail: `every sort column both ways and typical filters, as the page asks for them (${both(small.pages)} at 1,000 rows), in turn with the peer, heartbeats coming in`,
    },
    {
      name: "Sensors page: count, 100,000 rows",
      budget: "reported",
      measured: `page with its total ${both(large.totals)}; counts by status ${both(large.counts)}`,
      peer: "none",
      met: true,
      detail: `no page waits for them (${both(small.counts)} at 1,000 rows)`,
    },
  ];
}

function pageResults({ page: small }: Measured, { page: large }: Measured): BenchResult[] {
  const [first, filter] = [percentile(large.firstRows, 0.95), percentile(large.filters, 0.95)];
  const at = (values: readonly number[]) => `${both(values)} at 1,000 rows`;
  const slow = large.frames.filter((each) => each > 50).length;
  return [
    {
      ...{ name: "Sensors page: first rows", budget: "≤ 1.2 s", peer: at(small.firstRows) },
      measured: both(large.firstRows),
      met: first <= 1_200 && ratio(large.firstRows, small.firstRows) <= 1.5,
      detail:
        "from the navigation to painted rows in Chromium on the same cores, code in its cache",
    },
    {
      ...{ name: "Sensors page: filter to paint", budget: "≤ 300 ms p95", peer: at(small.filters) },
      measured: both(large.filters),
      met: filter <= 300,
      detail: "from a click on a status until every row has it and is painted",
    },
    {
      ...{ name: "Sensors page: scrolling 500 rows", budget: "reported", peer: at(small.frames) },
      measured: `frames ${both(large.frames)}; ${slow} of ${large.frames.length} over 50 ms`,
      met: true,
      detail: "wheel events down and up, without a GPU",
    },
    {
      ...{ name: "Sensors page: select all", budget: "INP ≤ 200 ms", peer: at(small.selectAll) },
      measured: both(large.selectAll),
      met: percentile(large.selectAll, 0.95) <= 200,
      detail: "the browser's own measure of the click on a page of 500 rows, to its next paint",
    },
  ];
}

function serverResults({ deletion, memoryMiB, page }: Measured): BenchResult[] {
  return [
    {
      ...{ name: "bulk delete of 10,000, 20,000 heartbeating", budget: "≤ 2 s", peer: "none" },
      measured: `${deletion.seconds.toFixed(1)} s for ${deletion.count}; accepted after ${deletion.requestMs.toFixed(0)} ms`,
      met: deletion.seconds <= 2,
      detail: "from the request to the finished job",
    },
    {
      ...{ name: "Console: memory with 100,000 sensors", budget: "reported", peer: "none" },
      measured: `${memoryMiB.toFixed(0)} MiB RSS`,
      met: true,
      detail: "the console's process after the pages above",
    },
    {
      ...{ name: "pages: JavaScript, gzip", budget: "reported", peer: "none" },
      measured: page.bundles,
      met: true,
      detail: "of the Next build, for each page all that it loads at first",
    },
  ];
}
