import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtempDisposable, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startConsole, type TestConsole } from "../e2e/console.ts";
import manifest from "../package.json" with { type: "json" };
import { openInstallation, seedSensors } from "./identities.ts";
import { startWorker, type Worker } from "./processes.ts";
import { type BenchResult, median, percentile } from "./result.ts";

const nodes = 20;
const runs = 3;
const sensors = 500;
const roundMs = 2_000;
const layout = join(import.meta.dirname, "../build/image");
const bytesMax = 45e6;

interface Beats {
  readonly sent: number;
  readonly answered: number;
  readonly latenciesMs: readonly number[];
}

/** The sensor's image: its size, and what 20 nodes that pull it at once cost a Console at work. */
export async function run(): Promise<BenchResult[]> {
  await using product = await startConsole({ env: { TELOVIX_GATEWAYS: "1" } });
  await using installation = await openInstallation(
    product.dataDir,
    await readFile(`${product.dataDir}/secret`, "utf8"),
  );
  const identities = await seedSensors(installation, sensors);
  await using load = startWorker("load/links.ts");
  const url = `wss://localhost:${product.sensorPort}/api/v1/sensor/connect`;
  await load.ask({ do: "open", url, ca: product.ca, kind: "sensor", identities });
  return [await size(), await pulls(product, load)];
}

/** Layers of one architecture, as its manifest in the layout tells. */
async function size(): Promise<BenchResult> {
  const read = async (digest: string) =>
    JSON.parse(await readFile(join(layout, "blobs/sha256", digest.slice(7)), "utf8"));
  const { manifests } = JSON.parse(await readFile(join(layout, "index.json"), "utf8"));
  const index = await read(manifests[0].digest);
  const images: { arch: string; bytes: number }[] = [];
  for (const { digest, platform } of index.manifests) {
    const { layers } = await read(digest);
    const bytes = layers.reduce((sum: number, layer: { size: number }) => sum + layer.size, 0);
    images.push({ arch: platform.architecture, bytes });
  }
  return {
    name: "image, compressed",
    budget: "≤ 45 MB",
    measured: images.map(({ arch, bytes }) => `${arch} ${(bytes / 1e6).toFixed(1)} MB`).join(", "),
    peer: "none",
    met: images.every(({ bytes }) => bytes <= bytesMax),
    detail: "both layers, gzip; an upgrade pulls the upper one only",
  };
}

async function pulls(product: TestConsole, load: Worker): Promise<BenchResult> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "telovix-bench-"));
  const certs = join(folder.path, "certs");
  await mkdir(certs);
  await writeFile(join(certs, "ca.crt"), product.ca);
  const image = `docker://localhost:${product.port}/telovix/sensor:latest`;
  const local = `oci:${layout}:${manifest.version}`;
  const calm = await beat(load);
  const seconds = { ours: [] as number[], theirs: [] as number[] };
  const beside: Beats[] = [];
  for (let index = 0; index < runs; index++) {
    seconds.theirs.push(await copies(folder.path, local));
    const [ours, beats] = await Promise.all([
      copies(folder.path, image, "--src-cert-dir", certs),
      beat(load),
    ]);
    seconds.ours.push(ours);
    beside.push(beats);
  }
  const latency = (beats: readonly Beats[]) =>
    percentile(
      beats.flatMap((each) => [...each.latenciesMs]),
      0.99,
    );
  const lost = beside.reduce((sum, { sent, answered }) => sum + sent - answered, 0);
  return {
    name: `image: ${nodes} nodes pull at once`,
    budget: "every heartbeat acknowledged meanwhile",
    measured: `${median(seconds.ours).toFixed(1)} s; heartbeats p99 ${latency(beside).toFixed(0)} ms, ${lost} unanswered`,
    peer: `the same copies from a local folder: ${median(seconds.theirs).toFixed(1)} s; heartbeats p99 ${latency([calm]).toFixed(0)} ms without`,
    met: lost === 0,
    detail: `median of ${runs} alternating runs of ${nodes} × skopeo copy on the same cores, beside ${sensors} sensors at a heartbeat each ${roundMs / 1000} s`,
  };
}

const beat = (load: Worker) => load.ask<Beats>({ do: "beat", roundMs, rounds: 3 });

/** Seconds until all nodes have the image, each into a folder of its own. */
async function copies(folder: string, from: string, ...options: string[]): Promise<number> {
  const begin = performance.now();
  const each = Array.from({ length: nodes }, async (_, index) => {
    const to = `dir:${join(folder, `node-${index}`)}`;
    const child = spawn("skopeo", ["copy", "--quiet", ...options, from, to], { stdio: "inherit" });
    const [code] = await once(child, "close");
    if (code !== 0) throw new Error(`skopeo copy ${from} ended with ${code}`);
  });
  await Promise.all(each);
  const seconds = (performance.now() - begin) / 1000;
  for (let index = 0; index < nodes; index++)
    await rm(join(folder, `node-${index}`), { recursive: true });
  return seconds;
}
