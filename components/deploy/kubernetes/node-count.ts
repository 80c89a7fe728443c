/** What is known of a cluster's nodes. */
export interface NodeCount {
  /** Null: no sensor of the cluster has reported its nodes yet. */
  readonly nodes: number | null;
  /** With a live sensor. */
  readonly protected: number;
  /** Nodes without, by name. */
  readonly missing: readonly string[];
}

export const stallMs = 120_000;

/** Whether nodes are missing and none came for two minutes. */
export function hasStalled(count: NodeCount, lastArrivalMs: number, nowMs: number): boolean {
  return !isComplete(count) && nowMs - lastArrivalMs >= stallMs;
}

export const isComplete = ({ nodes, protected: arrived }: NodeCount): boolean =>
  nodes !== null && nodes > 0 && arrived >= nodes;

/** From 0 to 1; while nobody knows how many there are, nothing is promised. */
export const shareOf = ({ nodes, protected: arrived }: NodeCount): number =>
  nodes ? Math.min(1, arrived / nodes) : 0;

/** "3 of 5 nodes". */
export function countWords({ nodes, protected: arrived }: NodeCount): string {
  const many = (count: number) =>
    `${count.toLocaleString("en-US")} ${count === 1 ? "node" : "nodes"}`;
  if (nodes !== null && nodes > 0) return `${arrived.toLocaleString("en-US")} of ${many(nodes)}`;
  return arrived === 0 ? "Waiting for the first node…" : `${many(arrived)} so far`;
}
