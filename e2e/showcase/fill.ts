import type { KubernetesNode } from "../../sensor-agent/src/protocol.ts";
import type { Client } from "../client.ts";
import { makeClient } from "../client.ts";
import type { TestConsole } from "../console.ts";
import { connect, enroll, type Reachable, type TestSensor } from "../fleet.ts";
import { allowNodes } from "../license.ts";
import { decide } from "./admission.ts";
import { age } from "./age.ts";
import { osloNames, osloNode, reportNodes } from "./nodes.ts";
import { makeTokens } from "./tokens.ts";

/** A fleet as one finds it in real life, for pictures and for tests that walk all pages. */
export interface Showcase extends AsyncDisposable {
  /** Enrolled and connected, by name. */
  readonly sensors: ReadonlyMap<string, TestSensor>;
  /** Id of a sensor that left. */
  readonly departedId: string;
}

/** Names that the tests and pictures rely on. */
export const known = { healthy: "db-1", degraded: "db-3", stale: "bastion" } as const;

/** Fills an empty console: tokens, sensors in every status, departures, refusals, a month of history. */
export async function fillConsole(console: TestConsole): Promise<Showcase> {
  const at = { url: console.url.replace(console.host, "localhost"), ca: console.ca };
  const api = await console.apiClient("admin");
  await allowNodes(console, 250);
  const tokens = await makeTokens(api);
  const sensors = new Map<string, TestSensor>();
  const join = async (
    token: string,
    names: readonly string[],
    tags: string[] = [],
    nodeOf?: (name: string) => KubernetesNode,
  ) => {
    for (const name of names) {
      const kubernetes = nodeOf?.(name);
      const identity = await enroll(at, { token, name, tags, ...(kubernetes && { kubernetes }) });
      const sensorUrl = identity.config.sensorUrl.replace(console.host, "localhost");
      sensors.set(name, connect({ ...identity, config: { ...identity.config, sensorUrl } }));
    }
  };
  await join(tokens.database, ["db-1", "db-2", "db-3", "bastion"], ["team:data"]);
  await join(tokens.oslo, osloNames.slice(0, 3), ["env:prod", "site:oslo"], osloNode);
  await reportNodes(console, sensors.get("oslo-w1"));
  await join(tokens.spot, spotNames);
  await join(tokens.ci, ciNames);
  const departedId = await leave(console, at, tokens.ci);
  await refuse(api, at, tokens);
  await tagInBulk(api);
  const silent = [known.degraded, known.stale].flatMap((name) => sensors.get(name) ?? []);
  for (const sensor of silent) await sensor[Symbol.asyncDispose]();
  await age(console, { degraded: silent[0]?.id ?? "", stale: silent[1]?.id ?? "" });
  await settle(api);
  await decide(api);
  return {
    sensors,
    departedId,
    async [Symbol.asyncDispose]() {
      api.close();
      await Promise.all([...sensors.values()].map((sensor) => sensor[Symbol.asyncDispose]()));
    },
  };
}

const spotNames = ["1c", "2f", "37", "4b", "5e", "6a", "73", "88", "9d", "a4", "b0", "c5"].map(
  (part, index) => `i-0${part}${(index * 7919 + 40961).toString(16)}d3e7`,
);
const ciNames = Array.from({ length: 9 }, (_, index) => `ci-${4180 + index}`);

/** A job of the past, with something that was left: one has the tag already. */
async function tagInBulk(api: Client): Promise<void> {
  const body = { filter: { anyTag: ["team:data", "site:oslo"] }, add: ["team:data"] };
  await api.call("/api/v1/sensors/bulk-tags", { body });
}

/** Twelve runners that came and went, each for its own reason. */
async function leave(console: TestConsole, at: Reachable, token: string): Promise<string> {
  const reasons = ["clean_exit", "terminated", "uninstalled"] as const;
  let last = "";
  for (let index = 0; index < 12; index++) {
    const name = `ci-${4100 + index}`;
    const { certificate, key, config } = await enroll(at, { token, name });
    const url = `https://localhost:${console.sensorPort}`;
    const client = makeClient({ url, ca: console.ca, cert: certificate, key });
    const reason = reasons[index % 4] ?? "clean_exit";
    await client.call("/api/v1/sensor/decommission", { method: "POST", body: { reason } });
    client.close();
    last = config.sensorId;
  }
  return last;
}

/** What waits in Failed Enrollments: an expired token, a name that is not admitted, hosts without BTF. */
async function refuse(
  api: Client,
  at: Reachable,
  tokens: { expired: string; spot: string },
): Promise<void> {
  for (const name of ["web-7", "web-8", "web-9"])
    await enroll(at, { token: tokens.expired, name }).catch(() => undefined);
  await enroll(at, { token: tokens.spot, name: "laptop" }).catch(() => undefined);
  const kernel = "5.4.0-42-generic";
  const failed = [{ code: "NoBtf", detail: `Kernel ${kernel} has no BTF.` }];
  for (const hostname of ["edge-3", "edge-4"]) {
    const body = { hostname, kernel, failed };
    await api.call("/api/v1/sensor/preflight", { method: "POST", body });
  }
}

/** What people decided on: an expected size, a webhook, a saved view. */
async function settle(api: Client): Promise<void> {
  const calls = [
    ["PUT", "/pools/tag:spot-render", { expectedSize: 14 }],
    [
      "POST",
      "/webhooks",
      { name: "On-call", url: "https://hooks.example.com/telovix", format: "generic" },
    ],
  ] as const;
  for (const [method, path, body] of calls) await api.call(`/api/v1${path}`, { method, body });
}
