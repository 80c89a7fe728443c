// Keeps a cluster for who writes tests: while it runs, `vitest run --project cluster` uses it instead
// of starting one. Usage: node e2e/cluster/keep.ts, ended by Ctrl-C.
import { once } from "node:events";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { keptFile, nodeNames, startCluster } from "./start.ts";

const { running, stop } = await startCluster(nodeNames);
await mkdir(dirname(keptFile), { recursive: true });
await writeFile(keptFile, JSON.stringify(running));
const { kubeconfig, console: ours } = running;
console.log(`KUBECONFIG=${kubeconfig}\n${ours.url}, admin key ${ours.adminKey}`);
// A timer, so that there is something to wait with.
const alive = setInterval(() => undefined, 60_000);
await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
clearInterval(alive);
await rm(keptFile);
await stop();
