"use client";
import { CircleCheck } from "lucide-react";
import Link from "next/link";
import type { ClusterDetail } from "../../server/clusters/schema.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Panel } from "../ui/panel.tsx";
import { number, plural } from "./cluster-cells.tsx";

/** The nodes without a sensor, by name, and what to look at. */
export function MissingNodes({ cluster }: { cluster: ClusterDetail }) {
  const { nodes, missing, missingNodes } = cluster;
  return (
    <Panel
      title={missing > 0 ? `Missing nodes (${number(missing)})` : "Missing nodes"}
      actions={
        missing > 0 && <CopyButton value={missingNodes.join("\n")} label="Copy names" withText />
      }
    >
      {nodes === null ? (
        <p className="text-ink-muted">
          Which nodes this cluster has is not known: none of its sensors has reported them. One does
          within seconds of its first heartbeat, where it runs by the Helm chart with a cluster
          token.
        </p>
      ) : missing === 0 ? (
        <p className="flex items-center gap-2 text-ink-muted">
          <CircleCheck aria-hidden className="size-4 shrink-0 text-healthy" />
          {nodes === 1
            ? "Its node has a sensor."
            : `Each of ${plural(nodes, "node")} has a sensor.`}
        </p>
      ) : (
        <Names cluster={cluster} />
      )}
    </Panel>
  );
}

function Names({ cluster: { missing, missingNodes } }: { cluster: ClusterDetail }) {
  return (
    <div className="grid gap-3">
      <ul
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keys
        tabIndex={0}
        aria-label="Missing nodes"
        className="grid max-h-96 gap-x-6 gap-y-1 overflow-y-auto rounded font-mono text-[0.8125rem] sm:grid-cols-2"
      >
        {missingNodes.map((name) => (
          <li key={name} className="break-all">
            {name}
          </li>
        ))}
      </ul>
      {missing > missingNodes.length && (
        <p className="text-ink-muted">
          And {number(missing - missingNodes.length)} more, which the first{" "}
          {number(missingNodes.length)} names stand for.
        </p>
      )}
      <p className="text-ink-muted">
        See what the pod says there:{" "}
        <code className="text-ink">kubectl get pods -n telovix-system -o wide</code>. A node
        selector or a taint that the chart does not tolerate keeps it away; a refused enrollment
        shows under{" "}
        <Link href="/sensors/failed" className="text-accent underline underline-offset-4">
          Failed Enrollments
        </Link>
        .
      </p>
    </div>
  );
}
