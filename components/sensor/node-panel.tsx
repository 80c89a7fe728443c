import Link from "next/link";
import { clusterHref } from "../clusters/cluster-href.ts";
import { type Fact, Facts } from "../ui/facts.tsx";
import { Panel } from "../ui/panel.tsx";
import type { Sensor } from "./sensor-header.tsx";

const mono = (text: string) => <code className="break-all font-mono text-xs">{text}</code>;

/** The Kubernetes node that a sensor is on, as the cluster's API describes it. */
export function NodePanel({ sensor }: { sensor: Sensor }) {
  const { kubernetes, clusterName, nodeLabels } = sensor;
  if (!kubernetes) return null;
  const { clusterUid, nodeName, nodeUid, roles, kubeletVersion, installId } = kubernetes;
  const labels = Object.entries(nodeLabels).sort(([a], [b]) => (a < b ? -1 : 1));
  const cluster = { name: clusterName ?? "", uid: clusterUid, hasNamesakes: true };
  const facts: Fact[] = [
    { label: "Node", value: nodeName, copy: nodeName },
    {
      label: "Cluster",
      value: clusterName ? (
        <Link href={clusterHref(cluster)} className="text-accent hover:underline">
          {clusterName}
        </Link>
      ) : (
        mono(clusterUid)
      ),
    },
    { label: "Node roles", value: roles.length > 0 ? roles.join(", ") : "worker" },
    { label: "Kubelet", value: kubeletVersion },
    { label: "Node UID", value: mono(nodeUid), copy: nodeUid },
    ...(installId ? [{ label: "Helm release", value: mono(installId), copy: installId }] : []),
  ];
  return (
    <Panel title="Kubernetes node" bodyClassName="py-2">
      <Facts facts={facts} />
      {labels.length > 0 && (
        <details className="mt-1 pb-1.5">
          <summary className="cursor-pointer rounded py-1 text-ink-muted hover:text-ink">
            {labels.length === 1 ? "1 label" : `${labels.length} labels`}
          </summary>
          <ul className="grid gap-1 pt-1">
            {labels.map(([key, value]) => (
              <li key={key} className="break-all font-mono text-xs">
                <span className="text-ink-muted">{key}=</span>
                {value}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}
