import Link from "next/link";
import type { ClusterDetail } from "../../server/clusters/schema.ts";
import { clusterSensorsHref } from "../sensors/search-params.ts";
import { Panel } from "../ui/panel.tsx";
import { number } from "./cluster-cells.tsx";

/** How many sensors run which version, and are of which flavor. */
export function VersionShares({ cluster }: { cluster: ClusterDetail }) {
  const { name, versions, flavors, sensors } = cluster;
  const base = clusterSensorsHref(name);
  return (
    <Panel title="Versions and flavors" bodyClassName="grid gap-3">
      {sensors === 0 && <p className="text-ink-muted">It has no sensor now.</p>}
      <ul className="grid gap-1.5">
        {versions.map(({ version, count }) => (
          <Share
            key={version}
            {...{ count, sensors }}
            href={`${base}&version=${encodeURIComponent(version)}`}
            label={version}
          />
        ))}
      </ul>
      {flavors.length > 0 && (
        <ul className="grid gap-1.5 border-t pt-3">
          {flavors.map(({ flavor, count }) => (
            <Share
              key={flavor}
              {...{ count, sensors }}
              href={`${base}&flavor=${flavor}`}
              label={flavor}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}

interface ShareProps {
  href: string;
  label: string;
  count: number;
  sensors: number;
}

function Share({ href, label, count, sensors }: ShareProps) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_5rem_auto] items-center gap-3">
      <Link href={href} className="truncate rounded hover:text-accent hover:underline">
        {label}
      </Link>
      <span aria-hidden className="h-1 overflow-hidden rounded-full bg-line">
        <span
          className="block h-full rounded-full bg-accent"
          style={{ width: `${sensors > 0 ? (count / sensors) * 100 : 0}%` }}
        />
      </span>
      <span className="min-w-8 text-right text-ink-muted tabular-nums">{number(count)}</span>
    </li>
  );
}
