import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { controlGroup, type Usage } from "../e2e/cluster/control-group.ts";
import { type Lab, makeLab } from "../e2e/cluster/lab.ts";
import {
  addRepository,
  allReady,
  healthy,
  namespace,
  release,
  secret,
  storeToken,
} from "../e2e/cluster/release.ts";
import { sensorProcess } from "../e2e/cluster/sensor-process.ts";
import { startCluster } from "../e2e/cluster/start.ts";
import { type BenchResult, percentile } from "./result.ts";

const overlay = join(import.meta.dirname, "../sensor-agent/chart/values-oran-vdu.yaml");
const minutes = 10;
const execsPerSecond = 200;
const sampleMs = 5_000;
const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;

/** The pod of values-oran-vdu.yaml as a kubelet runs it, in its control group, under execs. */
export async function run(): Promise<BenchResult[]> {
  const { running, stop } = await startCluster(["vdu-01"]);
  try {
    const samples = await measure(makeLab(running));
    return [memoryResult(samples), cpuResult(samples)];
  } finally {
    await stop();
  }
}

async function measure(lab: Lab): Promise<Usage[]> {
  const [node] = lab.nodes;
  if (!node) throw new Error("no node");
  await addRepository(lab);
  await storeToken(lab, "bench");
  await lab.helm(
    ...["install", release, "telovix/telovix-sensor", "--namespace", namespace, "-f", overlay],
    ...["--set", `sensor.consoleUrl=${lab.console.url}`],
    ...["--set", `sensor.existingSecret=${secret}`],
  );
  await allReady(lab);
  await healthy(lab, "bench", 1);
  await startCold(lab, node);
  const group = await controlGroup(node, (await sensorProcess(node)).pid, "pod");
  const ended = new AbortController();
  const load = makeLoad(ended.signal);
  const samples = [await group.usage()];
  for (let count = 0; count < (minutes * 60_000) / sampleMs; count++) {
    await sleep(sampleMs);
    samples.push(await group.usage());
  }
  ended.abort();
  const rate = (await load) / (minutes * 60);
  if (rate < execsPerSecond * 0.98) throw new Error(`only ${rate.toFixed(0)} exec/s`);
  return samples;
}

/** Files that others read before are counted for them: here the pod is the first to read its image. */
async function startCold(lab: Lab, node: Lab["nodes"][number]): Promise<void> {
  const files = "find /var/lib/containerd -path '*/snapshots/*' -type f -size +100k";
  await lab.kubectl("delete", "pod", "--all", "-n", namespace, "--wait=false");
  await node.sh(`while pgrep -f '^/usr/local/bin/telovix-sensor' >/dev/null; do sleep 0.05; done
    for file in $(${files}); do
      dd of="$file" oflag=nocache conv=notrunc,fdatasync count=0 2>/dev/null
    done`);
  await allReady(lab);
  await healthy(lab, "bench", 1);
}

/** Starts programs at an even pace until told to end. @returns how many */
async function makeLoad(signal: AbortSignal): Promise<number> {
  const burst = execsPerSecond / 4;
  const script = `i=0; while [ $i -lt ${burst} ]; do /bin/true; i=$((i+1)); done`;
  const begin = performance.now();
  let bursts = 0;
  while (!signal.aborted) {
    await once(spawn("sh", ["-c", script]), "exit");
    bursts++;
    await sleep(Math.max(0, begin + bursts * 250 - performance.now()));
  }
  return bursts * burst;
}

const common = {
  peer: "none",
  detail: `${minutes} minutes at ${execsPerSecond} exec/s, the pod's control group (init container's pages included) read each ${sampleMs / 1000} s; the pod reads its image from disk first`,
};

function memoryResult(samples: readonly Usage[]): BenchResult {
  const p50 = (of: keyof Usage) =>
    percentile(
      samples.map((each) => each[of]),
      0.5,
    );
  const max = (of: keyof Usage) => Math.max(...samples.map((each) => each[of]));
  return {
    ...common,
    name: "vDU pod: memory",
    budget: "working set ≤ 64 MiB requested, all ≤ 256 MiB limited",
    measured: `working set p50 ${mebibytes(p50("workingSetBytes"))}, max ${mebibytes(max("workingSetBytes"))}; all with cached files p50 ${mebibytes(p50("memoryBytes"))}, max ${mebibytes(max("memoryBytes"))}; anonymous max ${mebibytes(max("anonymousBytes"))}`,
    met: max("workingSetBytes") <= 64 * 2 ** 20 && max("memoryBytes") <= 256 * 2 ** 20,
  };
}

function cpuResult(samples: readonly Usage[]): BenchResult {
  const used = samples.slice(1).map((each, index) => {
    const before = samples[index]?.cpuMicroseconds ?? 0;
    return (each.cpuMicroseconds - before) / sampleMs;
  });
  const [first, last] = [samples[0], samples.at(-1)];
  const throttled = (last?.throttledPeriods ?? 0) - (first?.throttledPeriods ?? 0);
  return {
    ...common,
    name: "vDU pod: CPU",
    budget: "≤ 200 millicores limited",
    measured: `p50 ${percentile(used, 0.5).toFixed(1)}, max ${Math.max(...used).toFixed(1)} millicores of ${sampleMs / 1000} s; throttled in ${throttled} periods of 100 ms`,
    met: Math.max(...used) <= 200,
  };
}
