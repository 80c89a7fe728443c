import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { makeBell } from "../bell.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { KubernetesNode } from "../protocol.ts";
import type { KubernetesApi } from "./api.ts";
import { nodeFacts } from "./node-facts.ts";
import { isDenial, pauseMs, watch } from "./watch.ts";

const Namespace = z.object({ metadata: z.object({ uid: z.uuid() }) });

/** Keeps what the Kubernetes API says of this node, as long as it says anything. */
export interface NodeWatch {
  /** What is known now; undefined before the API has answered, and where it does not. */
  current(): KubernetesNode | undefined;
  /** Waits for the first answer, but no longer than `ms`. */
  known(ms: number, signal: AbortSignal): Promise<KubernetesNode | undefined>;
  /** The Node was deleted a short while ago: its pods are ended soon. */
  isGone(): boolean;
  run(signal: AbortSignal): Promise<void>;
}

/** A pod that outlives its Node for longer than this was forgotten, and its sensor goes on. */
const goneHoldsMs = 300_000;

export function makeNodeWatch(deps: {
  api: KubernetesApi;
  clock: Clock;
  log: Log;
  random: () => number;
  nodeName: string;
  installId: string | undefined;
  /** What is known has changed. */
  changed: () => void;
}): NodeWatch {
  const { api, clock, log, random, nodeName, installId } = deps;
  const arrival = makeBell(clock);
  let facts: KubernetesNode | undefined;
  let isFailing = false;
  let isDenied = false;
  let goneMs = Number.NEGATIVE_INFINITY;

  function take(next: KubernetesNode): void {
    goneMs = Number.NEGATIVE_INFINITY;
    if (isFailing) log.info("The Kubernetes API answers again.");
    isFailing = false;
    isDenied = false;
    if (isDeepStrictEqual(facts, next)) return;
    facts = next;
    arrival.ring();
    deps.changed();
  }

  function failed(error: Error): void {
    // Said once: it is tried again for as long as the sensor runs.
    if (!isFailing) {
      log.warn(
        `The Kubernetes API does not tell of node ${nodeName} (${error.message}). The sensor works without, and labels and roles follow when the API answers; but a cluster token that its cluster has used before enrolls only a node that the API tells of.`,
      );
    }
    isFailing = true;
    isDenied = isDenial(error);
    // Who is not allowed to ask need not be waited for.
    if (isDenied) arrival.ring();
  }

  function gone(): void {
    goneMs = clock.nowMs();
    log.warn(`The Node ${nodeName} was deleted from the cluster.`);
  }

  async function clusterUid(signal: AbortSignal): Promise<string | null> {
    const path = "/api/v1/namespaces/kube-system";
    for (let failures = 1; !signal.aborted; failures++) {
      try {
        const answer = await api.call({ method: "GET", path, signal });
        return Namespace.parse(answer).metadata.uid;
      } catch (error) {
        if (signal.aborted) return null;
        failed(error as Error);
        await clock.sleep(pauseMs(error as Error, failures, random()), signal);
      }
    }
    return null;
  }

  return {
    current: () => facts,
    isGone: () => Math.abs(clock.nowMs() - goneMs) < goneHoldsMs,
    async known(ms, signal) {
      if (!facts && !isDenied) await arrival.wait(ms, signal);
      return facts;
    },
    async run(signal) {
      const uid = await clusterUid(signal);
      if (uid === null) return;
      const selector = encodeURIComponent(`metadata.name=${nodeName}`);
      const read = (object: unknown) => nodeFacts(object, { clusterUid: uid, installId });
      await watch(
        { api, clock, random },
        { path: `/api/v1/nodes?fieldSelector=${selector}&`, read },
        {
          listed: ([node]) => {
            if (node) take(node);
            else if (facts) gone();
            else failed(new Error("there is no such Node"));
          },
          put: take,
          gone,
          failed,
        },
        signal,
      );
    },
  };
}
