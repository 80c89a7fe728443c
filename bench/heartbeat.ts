import { createPrivateKey, createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { startConsole } from "../e2e/console.ts";
import { newPrivateKey } from "../sensor-agent/src/identity/csr.ts";
import { type Identity, openInstallation, seedSensors } from "./identities.ts";
import { cpuSeconds, descendants, memoryBytes, startWorker, type Worker } from "./processes.ts";
import { type BenchResult, median } from "./result.ts";

const sensors = 1_000;
const rounds = 3;
/** Longer than a flush, so that every heartbeat is written and not overtaken by the next. */
const roundMs = 2_000;
const runs = 4;

interface Side {
  readonly name: string;
  readonly load: Worker;
  readonly pids: number[];
}

/** A persisted and acknowledged heartbeat, and a connected sensor's memory, against bare peers. */
export async function run(): Promise<BenchResult[]> {
  await using product = await startConsole({ env: { TELOVIX_GATEWAYS: "1" } });
  await using installation = await openInstallation(
    product.dataDir,
    readFileSync(`${product.dataDir}/secret`, "utf8"),
  );
  const identities = await seedSensors(installation, sensors);
  const { authority } = installation;
  const key = newPrivateKey();
  const publicKey = createPublicKey(createPrivateKey(key));
  const now = new Date(Date.now());
  const cert = authority.signServer({
    publicKey,
    names: ["localhost"],
    now,
    notAfter: new Date(now.getTime() + 86_400_000),
  });
  const server = { key, cert, ca: authority.certificatePem };

  await using echo = startWorker("peers/ws-echo.ts");
  await using bare = startWorker("peers/ws-echo.ts", "tls");
  await using load = startWorker("load/links.ts");
  await using echoLoad = startWorker("load/links.ts");
  await using bareLoad = startWorker("load/links.ts");
  const gateway = descendants(product.process().pid, /main\.ts gateway/);

  const open = makeOpen(authority.certificatePem, identities);
  const memory = {
    gateway: await open(
      load,
      `wss://localhost:${product.sensorPort}/api/v1/sensor/connect`,
      "sensor",
      gateway[0] ?? 0,
    ),
    echo: await open(
      echoLoad,
      `wss://localhost:${(await echo.ask<{ port: number }>(server)).port}`,
      "echo",
      echo.pid,
    ),
    bare: await open(
      bareLoad,
      `tls://localhost:${(await bare.ask<{ port: number }>(server)).port}`,
      "tls",
      bare.pid,
    ),
  };
  const ours = { name: "gateway", load, pids: gateway };
  const theirs = { name: "echo", load: echoLoad, pids: [echo.pid] };
  return [await heartbeats(ours, theirs), connectedMemory(memory)];
}

/** Opens all links on one side and gives the memory that each of them costs its server. */
function makeOpen(ca: string, identities: Identity[]) {
  return async (load: Worker, url: string, kind: string, pid: number): Promise<number> => {
    const warmUp = identities.slice(0, 50);
    await load.ask({ do: "open", url, ca, kind, identities: warmUp });
    const before = memoryBytes(pid, "Rss");
    const rest = identities.slice(50);
    await load.ask({ do: "open", url, ca, kind, identities: rest });
    return (memoryBytes(pid, "Rss") - before) / rest.length;
  };
}

async function heartbeats(ours: Side, theirs: Side): Promise<BenchResult> {
  const perBeat = { ours: [] as number[], theirs: [] as number[] };
  await measure(theirs);
  await measure(ours);
  for (let index = 0; index < runs; index++) {
    perBeat.theirs.push(await measure(theirs));
    perBeat.ours.push(await measure(ours));
  }
  const ratio = median(
    perBeat.ours.map((value, index) => value / (perBeat.theirs[index] ?? Number.NaN)),
  );
  return {
    name: "heartbeat, persisted and acknowledged",
    budget: "≤ 1.5 × the CPU of a bare ws mTLS echo",
    measured: `${ratio.toFixed(2)} × (${median(perBeat.ours).toFixed(0)} µs of gateway CPU)`,
    peer: `bare ws echo: ${median(perBeat.theirs).toFixed(0)} µs`,
    met: ratio <= 1.5,
    detail: `${sensors} sensors at a heartbeat each 2 s, ${runs} alternating runs of ${sensors * rounds}; PostgreSQL's own CPU is not in it`,
  };
}

/** CPU per answered heartbeat, in µs. @throws when one stays unanswered */
async function measure(side: Side): Promise<number> {
  const before = cpuSeconds(side.pids);
  const { sent, answered } = await side.load.ask<{ sent: number; answered: number }>({
    do: "beat",
    roundMs,
    rounds,
  });
  if (answered !== sent) {
    throw new Error(`${side.name}: ${answered} of ${sent} heartbeats were answered`);
  }
  return ((cpuSeconds(side.pids) - before) / sent) * 1e6;
}

function connectedMemory(memory: { gateway: number; echo: number; bare: number }): BenchResult {
  const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(0)} KB`;
  const ratio = memory.gateway / memory.bare;
  return {
    name: "memory per idle connected sensor",
    budget: "≤ 1.0 × a bare Node TLS socket",
    measured: `${ratio.toFixed(2)} × (${kilobytes(memory.gateway)})`,
    peer: `bare TLS socket: ${kilobytes(memory.bare)}`,
    met: ratio <= 1,
    detail: `RSS growth over ${sensors - 50} connections after 50 warm ones; a bare ws connection takes ${kilobytes(memory.echo)}`,
  };
}
