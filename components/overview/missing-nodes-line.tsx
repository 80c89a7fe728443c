import Link from "next/link";
import type { Overview } from "../../server/overview/schema.ts";
import { Notice } from "../ui/notice.tsx";
import { number } from "./card.tsx";

/** One line, and only where nodes of clusters have no sensor. */
export function MissingNodesLine({
  clusters: { missing, incomplete },
}: Pick<Overview, "clusters">) {
  if (missing === 0) return null;
  const nodes =
    missing === 1 ? "1 Kubernetes node has" : `${number(missing)} Kubernetes nodes have`;
  return (
    <Notice tone="warning" role="status">
      <span className="font-medium">{nodes} no sensor</span>, in{" "}
      <Link
        href="/clusters?missing=true&sort=missing&order=desc"
        className="rounded text-accent underline underline-offset-4"
      >
        {incomplete === 1 ? "1 cluster" : `${number(incomplete)} clusters`}
      </Link>
      .
    </Notice>
  );
}
