import { makeBell } from "../sensor-agent/src/bell.ts";
import { systemClock } from "../sensor-agent/src/clock.ts";
import { certificateRequest, newPrivateKey } from "../sensor-agent/src/identity/csr.ts";
import type { Identity } from "../sensor-agent/src/identity/store.ts";
import { post } from "../sensor-agent/src/link/post.ts";
import { makeProgress } from "../sensor-agent/src/progress.ts";
import {
  EnrollResponse,
  type Heartbeat,
  type KubernetesNode,
} from "../sensor-agent/src/protocol.ts";
import { type LinkEnd, linkTask } from "../sensor-agent/src/tasks/link.ts";
import { eventually } from "./eventually.ts";

/** What a sensor needs to know of its Console. */
export interface Reachable {
  readonly url: string;
  readonly ca: string;
}

/** A sensor without a host: the real enrollment and the real link, with made-up measurements. */
export interface TestSensor extends AsyncDisposable {
  readonly identity: Identity;
  readonly id: string;
  readonly name: string;
  isConnected(): boolean;
  /** What the link logged, newest last. */
  log(): readonly string[];
  /** When the Console last said that a heartbeat is stored, Unix ms; 0: never. */
  lastAckMs(): number;
  /** When it sent its heartbeats, Unix ms, newest last. */
  sentMs(): readonly number[];
  /** How its link ended; pending while it runs. */
  readonly ended: Promise<LinkEnd>;
}

interface Wanted {
  token: string;
  name: string;
  tags?: string[];
  machineId?: string;
  clusterName?: string;
  /** Of the node that it runs on. */
  kubernetes?: KubernetesNode;
}

/** Enrolls over HTTPS. @throws with the code of a refusal */
export async function enroll(console: Reachable, wanted: Wanted): Promise<Identity> {
  const key = newPrivateKey();
  const { kubernetes, ...asked } = wanted;
  const facts = {
    ...(kubernetes && { kubernetes }),
    arch: "amd64",
    kernel: "6.1.0-test",
    os: "Debian GNU/Linux 12",
    version: "0.1.0",
  };
  const body = { ...asked, csr: certificateRequest(key), hostname: wanted.name, facts };
  const url = new URL("/api/v1/sensor/enroll", console.url);
  const answer = await post(url, body, { ca: console.ca, nowMs: 0 });
  if (answer.status !== 201) throw new Error(answer.problem?.code ?? `HTTP ${answer.status}`);
  const { ca, certificate, ...given } = EnrollResponse.parse(answer.body);
  return { config: { ...given, consoleUrl: console.url, ephemeral: false }, ca, certificate, key };
}

/** Runs the link of an enrolled sensor until it is disposed of, or the Console removes it. */
export function connect(identity: Identity): TestSensor {
  const stopping = new AbortController();
  const lines: string[] = [];
  const note = (line: string) => void lines.push(line);
  let connected = false;
  let lastAckMs = 0;
  const sentMs: number[] = [];
  const ended = linkTask(
    {
      store: { ...readOnlyStore, read: () => identity },
      clock: systemClock,
      bell: makeBell(systemClock),
      reached: () => undefined,
      isLeaving: () => false,
      staysAway: () => null,
      mayEnrollAnew: false,
      node: () => undefined,
      progress: makeProgress(systemClock),
      log: { info: note, warn: note, error: note },
      measure() {
        sentMs.push(systemClock.nowMs());
        return measurement();
      },
      status: {
        update(change) {
          connected = change.connected ?? connected;
          if (change.lastAckAt) lastAckMs = Date.parse(change.lastAckAt);
        },
        clear: () => undefined,
      },
    },
    stopping.signal,
  );
  return {
    identity,
    id: identity.config.sensorId,
    name: identity.config.name,
    isConnected: () => connected,
    log: () => lines,
    lastAckMs: () => lastAckMs,
    sentMs: () => sentMs,
    ended,
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await ended;
    },
  };
}

/** Enrolls one sensor, and waits for its first stored heartbeat. */
export async function enrollWith(console: Reachable, wanted: Wanted): Promise<TestSensor> {
  const sensor = connect(await enroll(console, wanted));
  await eventually("the first acknowledged heartbeat", 15_000, () => sensor.isConnected());
  return sensor;
}

/** Nothing that this fleet does changes an identity. */
const readOnlyStore = {
  pendingKey: (make: () => string) => make(),
  write: () => undefined,
  replaceCertificate: () => undefined,
  tokenHash: () => null,
  setAside: () => undefined,
  aside: () => null,
  restore: () => null,
  clear: () => undefined,
};

function measurement(): Omit<Heartbeat, "type" | "seq" | "sentAtMs"> {
  const use = { cpuMillicores: 4, rssBytes: 60_000_000 };
  return {
    intervalMs: 15_000,
    kernel: {
      events: { exec: 30, exit: 29, connect: 12, accept: 7, close: 18, listen: 1 },
      lost: 0,
      programs: [{ name: "sched_process_exec", state: "attached" }],
    },
    loader: { state: "running", restarts: 0 },
    use: { sensor: use, loader: { cpuMillicores: 1, rssBytes: 3_000_000 } },
    host: {
      load1: 0.2,
      memoryTotalBytes: 4_000_000_000,
      memoryAvailableBytes: 3_000_000_000,
      uptimeSeconds: 1000,
    },
  };
}
