import { createPrivateKey, createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { startConsole, type TestConsole } from "../e2e/console.ts";
import { newPrivateKey } from "../sensor-agent/src/identity/csr.ts";
import { templates } from "../server/admission/templates/all.ts";
import { openInstallation } from "./identities.ts";
import type { ReviewLoad } from "./load/reviews.ts";
import { cpuSeconds, descendants, startWorker, type Worker } from "./processes.ts";
import { type BenchResult, median, percentile } from "./result.ts";

const rules = 50;
const perSecond = 200;
const seconds = 8;
const runs = 5;
const cluster = "bench-1";

interface Side {
  readonly url: string;
  readonly pids: readonly number[];
  readonly p50: number[];
  readonly p95: number[];
  readonly cpuMs: number[];
}

/** Reviews of pods against 50 rules, over HTTPS as an API server sends them, beside a bare echo. */
export async function run(): Promise<BenchResult[]> {
  await using product = await startConsole({ env: { TELOVIX_GATEWAYS: "1" } });
  await seedRules(product);
  await using echo = startWorker("peers/https-echo.ts");
  await using load = startWorker("load/reviews.ts");
  const { port } = await echo.ask<{ port: number }>(await serverIdentity(product));
  const console = descendants(product.process().pid, /main\.ts console/);
  const ours = side(`${product.url}/admission/v1/clusters/${cluster}/review?timeout=10s`, console);
  const theirs = side(`https://localhost:${port}/`, [echo.pid]);
  const bodies = Array.from({ length: 50 }, (_, index) => JSON.stringify(aReview(index)));
  const ask = { ca: product.ca, bodies, perSecond };
  for (const { url } of [ours, theirs]) await load.ask({ ...ask, url, seconds: 2 });
  for (let round = 0; round < runs; round++) {
    for (const each of [ours, theirs])
      await measure(load, each, { ...ask, url: each.url, seconds });
  }
  return [result(ours, theirs, await decisionsOf(product))];
}

const side = (url: string, pids: readonly number[]): Side => ({
  ...{ url, pids, p50: [], p95: [], cpuMs: [] },
});

async function measure(load: Worker, each: Side, ask: ReviewLoad): Promise<void> {
  const before = cpuSeconds(each.pids);
  const { milliseconds } = await load.ask<{ milliseconds: number[] }>(ask);
  each.cpuMs.push(((cpuSeconds(each.pids) - before) * 1000) / milliseconds.length);
  each.p50.push(percentile(milliseconds, 0.5));
  each.p95.push(percentile(milliseconds, 0.95));
}

function result(ours: Side, theirs: Side, decisions: number): BenchResult {
  const ms = (values: readonly number[]) => median(values).toFixed(1);
  const words = ({ cpuMs, p50, p95 }: Side) =>
    `p50 ${ms(p50)} ms, p95 ${ms(p95)} ms, ${median(cpuMs).toFixed(2)} ms of CPU each`;
  return {
    name: `admission: review of a pod, ${rules} rules, ${perSecond}/s`,
    budget: "≤ 20 ms p95",
    measured: words(ours),
    peer: `bare Node HTTPS echo of the same JSON: ${words(theirs)}`,
    met: median(ours.p95) <= 20,
    detail: `medians of ${runs} alternating runs of ${seconds} s; from the moment at which a review was due to the end of its answer, ${Math.round(JSON.stringify(aReview(0)).length / 1024)} KiB each over 4 kept-alive connections, load generator on the same cores; one pod in ten violates rules, ${decisions} decisions written meanwhile; load ${loadavg()[0]?.toFixed(1)} at the end`,
  };
}

/** Every template, again and again with other names: all of them are asked about every pod. */
async function seedRules(product: TestConsole): Promise<void> {
  using admin = await product.apiClient("admin");
  const token = { type: "cluster", clusterName: cluster };
  await admin.call("/api/v1/enrollment-tokens", { body: token });
  for (let index = 0; index < rules; index++) {
    const template = templates[index % templates.length];
    const parameters = Object.fromEntries(
      (template?.parameters ?? []).map(({ default: values, example, name }) => [
        name,
        values.length > 0 ? values : example.split(", "),
      ]),
    );
    const body = { name: `rule ${index}`, templateId: template?.id, parameters, action: "deny" };
    const answer = await admin.call("/api/v1/admission/rules", { body });
    if (answer.status !== 201) throw new Error(answer.text);
  }
}

async function decisionsOf(product: TestConsole): Promise<number> {
  using admin = await product.apiClient("admin");
  return (await admin.call("/api/v1/admission/decisions?limit=1")).json.total;
}

async function serverIdentity(product: TestConsole) {
  const secret = readFileSync(`${product.dataDir}/secret`, "utf8");
  await using installation = await openInstallation(product.dataDir, secret);
  const key = newPrivateKey();
  const now = new Date(Date.now());
  const cert = installation.authority.signServer({
    ...{ publicKey: createPublicKey(createPrivateKey(key)), names: ["localhost"], now },
    notAfter: new Date(now.getTime() + 86_400_000),
  });
  return { key, cert };
}

/** A pod as an API server sends it, with what controllers and defaults put into it. */
function aReview(index: number): object {
  const isBad = index % 10 === 0;
  const container = (name: string) => ({
    ...{ name, image: `registry.example.com/shop/${name}@sha256:${"ab".repeat(32)}` },
    env: Array.from({ length: 12 }, (_, n) => ({ name: `SETTING_${n}`, value: "v".repeat(24) })),
    ports: [{ name: "http", containerPort: 8080, protocol: "TCP" }],
    resources: { limits: { cpu: "1", memory: "512Mi" }, requests: { cpu: "100m", memory: "64Mi" } },
    volumeMounts: [{ name: "token", mountPath: "/var/run/secrets", readOnly: true }],
    livenessProbe: { httpGet: { path: "/livez", port: 8080 }, periodSeconds: 10 },
    ...{ terminationMessagePath: "/dev/termination-log", imagePullPolicy: "IfNotPresent" },
    securityContext: {
      ...{ privileged: isBad, runAsNonRoot: true, readOnlyRootFilesystem: true },
      ...{ allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
    },
  });
  return {
    ...{ kind: "AdmissionReview", apiVersion: "admission.k8s.io/v1" },
    request: {
      ...{ uid: crypto.randomUUID(), namespace: "shop", operation: "CREATE", dryRun: false },
      kind: { group: "", version: "v1", kind: "Pod" },
      resource: { group: "", version: "v1", resource: "pods" },
      userInfo: { username: "system:serviceaccount:kube-system:replicaset-controller" },
      object: {
        ...{ kind: "Pod", apiVersion: "v1" },
        metadata: {
          ...{ generateName: "cart-7d4b9c-", namespace: "shop" },
          labels: { team: "shop", "app.kubernetes.io/name": "cart" },
        },
        spec: {
          initContainers: [container("migrate")],
          containers: [container("cart"), container("proxy")],
          volumes: [{ name: "token", projected: { sources: [] } }],
          ...{ restartPolicy: "Always", securityContext: {}, serviceAccountName: "cart" },
        },
      },
      oldObject: null,
    },
  };
}
