import type { Clock } from "../clock.ts";
import type { IdentityStore } from "../identity/store.ts";
import type { Log } from "../log.ts";
import type { Options } from "../options.ts";
import { podAccount } from "./account.ts";
import { kubernetesApi } from "./api.ts";
import { clusterReportTask } from "./cluster-report.ts";
import { electionTask } from "./election.ts";
import { makeNodeWatch, type NodeWatch } from "./node-watch.ts";
import { makeStartupGate } from "./startup-gate.ts";

/** How long an overdue gate holds up the start. */
const overdueWithinMs = 5_000;

/** What a sensor does because it runs in a pod. All of it is optional: without the API it watches. */
export interface Pod {
  readonly node: Pick<NodeWatch, "current" | "known">;
  /** From the start of the process on, enrolled or not. */
  run(signal: AbortSignal): Promise<void>;
  /** Resolves at once, unless pods have waited too long for this node already. */
  opened(signal: AbortSignal): Promise<void>;
  /** Why this pod is about to be ended, as far as the API says so; else null. */
  ends(): string | null;
  /** Once enrolled: takes its turn at reporting the cluster. */
  lead(store: IdentityStore, signal: AbortSignal): Promise<void>;
}

interface PodDeps {
  readonly options: Options;
  readonly environment: Record<string, string | undefined>;
  readonly clock: Clock;
  readonly log: Log;
  /** The facts of the node have changed. */
  readonly changed: () => void;
  /** What the sensor lacks to watch and be heard. */
  readonly missing: () => string | null;
  /** When this pod started first. */
  readonly sinceMs: number;
  /** Where the service account is mounted, if not where Kubernetes does that. */
  readonly accountFolder?: string;
}

/** A sensor that does not get to start is not to hold its node for good: opens it when it is time. */
export async function openIfOverdue(deps: PodDeps): Promise<void> {
  const ends = new AbortController();
  const pod = openPod(deps);
  const running = pod?.run(ends.signal);
  await pod?.opened(ends.signal);
  ends.abort();
  await running;
}

/** Null outside of a cluster, and where the pod may not ask the Kubernetes API. */
export function openPod(deps: PodDeps): Pod | null {
  const { options, clock, log } = deps;
  if (!options.kubernetes) return null;
  const account = podAccount(deps.environment, deps.accountFolder);
  const nodeName = options["node-name"];
  if (!account || !nodeName) {
    const lacks = account ? "TELOVIX_NODE_NAME" : "a service account's token";
    log.warn(`This pod has no ${lacks}: the sensor works without what the Kubernetes API knows.`);
    return null;
  }
  const api = kubernetesApi(account);
  const shared = { api, clock, log, random: Math.random };
  const installId = options["install-id"];
  const node = makeNodeWatch({ ...shared, nodeName, installId, changed: deps.changed });
  const gate = options["startup-gate"] ? gateOf(deps, { ...shared, nodeName }) : null;
  let opening: Promise<void> = Promise.resolve();
  return {
    node,
    async run(signal) {
      opening = gate?.run(signal) ?? opening;
      await Promise.all([node.run(signal), opening]);
    },
    async opened(signal) {
      if (!gate?.isOverdue()) return;
      await Promise.race([opening, clock.sleep(overdueWithinMs, signal)]);
    },
    ends: () => (node.isGone() ? `the Node ${nodeName} was deleted from the cluster` : null),
    async lead(store, signal) {
      const { namespace, "pod-name": me } = options;
      if (!namespace || !me) return;
      const clusterUid = () => node.current()?.clusterUid;
      await electionTask(
        { ...shared, namespace, me },
        (leading, stillHolds) =>
          clusterReportTask({ ...shared, store, clusterUid }, leading, stillHolds),
        signal,
      );
      api.close();
    },
  };
}

function gateOf(
  { options, missing, sinceMs }: PodDeps,
  shared: Pick<
    Parameters<typeof makeStartupGate>[0],
    "api" | "clock" | "log" | "random" | "nodeName"
  >,
) {
  const failOpenMs = options["startup-gate-seconds"] * 1000;
  return makeStartupGate({ ...shared, missing, sinceMs, failOpenMs });
}
