"use client";
import { Hourglass, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { ClusterView } from "../../server/clusters/schema.ts";
import { useNow } from "../time/clock.tsx";
import { RelativeTime } from "../time/time.tsx";
import { cn } from "../ui/class-names.ts";
import { clusterHref } from "./cluster-href.ts";

export const number = (value: number): string => value.toLocaleString("en-US");
export const plural = (count: number, noun: string): string =>
  `${number(count)} ${count === 1 ? noun : `${noun}s`}`;

/** A token that ends within this many days is worth rotating. */
const warnDays = 30;

/** The whole row leads to the cluster. */
export function ClusterLink({ cluster }: { cluster: ClusterView }) {
  return (
    <span className="grid min-w-0">
      <Link
        href={clusterHref(cluster)}
        className="truncate rounded font-medium after:absolute after:inset-0 after:content-[''] hover:text-accent"
      >
        {cluster.name}
      </Link>
      <span className="truncate text-ink-muted text-xs">{aboutCluster(cluster)}</span>
    </span>
  );
}

/** What tells it apart from another cluster of its name. */
function aboutCluster({ uid, hasNamesakes, flavors }: ClusterView): string {
  const flavor = flavors.map(({ flavor }) => flavor).join(", ");
  if (uid === null) return [flavor, "not on Kubernetes nodes"].filter(Boolean).join(" · ");
  return [flavor, hasNamesakes && uid.slice(0, 8)].filter(Boolean).join(" · ");
}

/** Nodes with a sensor out of all: words for everybody, a bar for the eye. */
export function Protection({
  cluster,
  isWide = false,
}: {
  cluster: ClusterView;
  isWide?: boolean;
}) {
  const { nodes, missing, protected: has, sensors } = cluster;
  if (nodes === null) {
    return (
      <span className="tabular-nums">
        {plural(sensors, "sensor")} <span className="text-ink-faint">· nodes not reported</span>
      </span>
    );
  }
  return (
    <span className={cn("grid gap-1.5 tabular-nums", !isWide && "max-w-56")}>
      <span className="flex flex-wrap items-center justify-between gap-x-3">
        <span className="whitespace-nowrap">
          {number(has)}
          <span className="text-ink-muted"> of {plural(nodes, "node")}</span>
        </span>
        {missing > 0 && (
          <span className="flex items-center gap-1 whitespace-nowrap font-medium text-degraded text-xs">
            <TriangleAlert aria-hidden className="size-3.5" />
            {number(missing)} missing
          </span>
        )}
      </span>
      <span aria-hidden className="flex h-1 gap-px overflow-hidden rounded-full bg-line">
        {has > 0 && <span className="bg-healthy" style={{ flexGrow: has }} />}
        {missing > 0 && <span className="bg-degraded" style={{ flexGrow: missing }} />}
      </span>
    </span>
  );
}

/** The version that most sensors run, and how many others there are. */
export function Versions({ versions }: Pick<ClusterView, "versions">) {
  const [first, ...others] = versions;
  if (!first) return <span className="text-ink-faint">–</span>;
  const all = versions.map(({ version, count }) => `${version}: ${number(count)}`).join(", ");
  return (
    <span title={all} className="truncate">
      {first.version}
      {others.length > 0 && (
        <span className="text-ink-muted"> and {plural(others.length, "other")}</span>
      )}
    </span>
  );
}

/** When the token ends that new nodes enroll with; marked once that is near enough to act on. */
export function TokenEnd({ at, withWord = false }: { at: string | null; withWord?: boolean }) {
  const now = useNow();
  if (at === null) return <span className="text-ink-faint">–</span>;
  const leftMs = Date.parse(at) - now.getTime();
  const text = (
    <>
      <span className={withWord ? undefined : "sr-only"}>{leftMs > 0 ? "ends" : "ended"} </span>
      <RelativeTime at={at} />
    </>
  );
  if (leftMs > warnDays * 86_400_000) return <span className="text-ink-muted">{text}</span>;
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap rounded-full border border-degraded/40 bg-warning-soft px-2 py-px font-medium text-degraded text-xs leading-5">
      <Hourglass aria-hidden className="size-3" strokeWidth={2.5} />
      <span>{text}</span>
    </span>
  );
}
