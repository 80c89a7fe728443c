import Link from "next/link";
import type { AdmissionCluster } from "../../server/admission/schema.ts";
import { RelativeTime } from "../time/time.tsx";

/** Clusters whose webhook called, the one that called last first. */
export function ClusterList({ clusters }: { clusters: readonly AdmissionCluster[] }) {
  return (
    <ul className="divide-y">
      {clusters.map(({ name, reviews, lastReviewAt }) => (
        <li
          key={name}
          className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-2 first:pt-0 last:pb-0"
        >
          <Link
            href={`/admission/decisions?cluster=${encodeURIComponent(name)}`}
            title="Its decisions"
            className="min-w-0 break-all font-medium text-accent hover:underline"
          >
            {name}
          </Link>
          <span className="text-ink-muted tabular-nums">
            {reviews.toLocaleString("en-US")} {reviews === 1 ? "review" : "reviews"}, the last{" "}
            <RelativeTime at={lastReviewAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}
