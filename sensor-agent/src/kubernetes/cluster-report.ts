import { makeBell } from "../bell.ts";
import type { Clock } from "../clock.ts";
import type { Identity, IdentityStore } from "../identity/store.ts";
import { backoffMs } from "../link/backoff.ts";
import { post } from "../link/post.ts";
import type { Log } from "../log.ts";
import { ClusterReport } from "../protocol.ts";
import type { KubernetesApi } from "./api.ts";
import { clusterNode, makeClusterNodes, metadataOnly } from "./cluster-nodes.ts";
import type { StillHolds } from "./election.ts";
import { watch } from "./watch.ts";

const everyMs = 300_000;
/** A node group that grows brings many changes at once. */
const debounceMs = 1_000;

export interface ReportDeps {
  readonly api: KubernetesApi;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly store: IdentityStore;
  readonly clusterUid: () => string | undefined;
}

/** Tells the Console which Nodes the cluster has, at each change and every few minutes. */
export async function clusterReportTask(
  deps: ReportDeps,
  signal: AbortSignal,
  stillHolds: StillHolds,
): Promise<void> {
  const nodes = makeClusterNodes();
  const news = makeBell(deps.clock);
  let isChanged = false;
  const note = (hasChanged: boolean) => {
    if (!hasChanged) return;
    isChanged = true;
    news.ring();
  };
  const handler = {
    listed: (items: Parameters<typeof nodes.listed>[0]) => note(nodes.listed(items)),
    put: (node: Parameters<typeof nodes.put>[0]) => note(nodes.put(node)),
    gone: (node: Parameters<typeof nodes.gone>[0]) => note(nodes.gone(node)),
    failed: (error: Error) => deps.log.warn(`The Nodes cannot be watched: ${error.message}`),
  };
  const watched = { path: "/api/v1/nodes?", accept: metadataOnly, read: clusterNode };
  const watching = watch(deps, watched, handler, signal);
  for (let failures = 0; !signal.aborted; ) {
    if (failures > 0) await deps.clock.sleep(backoffMs(failures, deps.random()), signal);
    else if (!isChanged) await news.wait(everyMs, signal);
    if (isChanged) await deps.clock.sleep(debounceMs, signal);
    if (signal.aborted) break;
    isChanged = false;
    const failure = await send(deps, nodes.all(), stillHolds).catch((error: Error) => error);
    if (failure && failures === 0)
      deps.log.warn(`The Console did not take the Nodes: ${failure.message}`);
    failures = failure ? failures + 1 : 0;
  }
  await watching;
}

/** An empty list is never sent: a cluster has at least the node that this runs on. */
async function send(
  { clock, store, clusterUid }: ReportDeps,
  nodes: ReturnType<ReturnType<typeof makeClusterNodes>["all"]>,
  stillHolds: StillHolds,
): Promise<void> {
  const [identity, uid] = [store.read(), clusterUid()];
  if (!nodes || nodes.length === 0 || !stillHolds()) return;
  if (!identity || !uid) throw new Error("the UID of the cluster is not known yet");
  // Not a part of them: the Console takes a Node that is missing for one that was deleted.
  const report = ClusterReport.safeParse({ clusterUid: uid, nodes });
  if (!report.success) throw new Error(`${nodes.length} Nodes are more than a report holds`);
  const answer = await post(reportUrl(identity), report.data, {
    ca: identity.ca,
    cert: identity.certificate,
    key: identity.key,
    nowMs: clock.nowMs(),
    isGateway: true,
  });
  if (answer.status !== 204) throw new Error(answer.problem?.detail ?? `HTTP ${answer.status}`);
}

const reportUrl = ({ config }: Identity) =>
  new URL("cluster", config.sensorUrl.replace(/^wss/, "https"));
