import { z } from "zod";

/** What keeps pods off a node until its sensor watches. */
export const startupTaint = "telovix.io/sensor-not-ready";

const Tainted = z.object({
  spec: z
    .object({ taints: z.array(z.looseObject({ key: z.string() })).default([]) })
    .default({ taints: [] }),
});

type Patch = readonly {
  readonly op: "test" | "replace" | "remove";
  readonly path: string;
  readonly value?: unknown;
}[];

/**
 * The JSON patch (RFC 6902) that takes our taint, with whatever effect, off a Node and leaves the others;
 * null when it is not there. It fails when any taint has changed since the Node was read.
 */
export function untaint(node: unknown): Patch | null {
  const { taints } = Tainted.parse(node).spec;
  const others = taints.filter(({ key }) => key !== startupTaint);
  if (others.length === taints.length) return null;
  const path = "/spec/taints";
  const unchanged = { op: "test", path, value: taints } as const;
  return others.length === 0
    ? [unchanged, { op: "remove", path }]
    : [unchanged, { op: "replace", path, value: others }];
}
