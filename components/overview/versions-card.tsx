import Link from "next/link";
import type { Overview } from "../../server/overview/schema.ts";
import { cn } from "../ui/class-names.ts";
import { Card, number } from "./card.tsx";

/** From the most frequent on; a version keeps its shade while the order stays. */
const fills = [
  "bg-series-1",
  "bg-series-2",
  "bg-series-1/65",
  "bg-series-2/65",
  "bg-series-1/35",
  "bg-series-2/35",
] as const;
const rest = "bg-line-strong";

interface VersionsCardProps extends Pick<Overview, "versions"> {
  total: number;
}

/** How many sensors run which version. */
export function VersionsCard({ versions: { items, others }, total }: VersionsCardProps) {
  const share = (count: number) => `${total > 0 ? (count / total) * 100 : 0}%`;
  const kinds = items.length + others.versions;
  return (
    <Card
      title="Sensor versions"
      all={{
        href: "/sensors?sort=version",
        text: kinds === 1 ? "1 version" : `${number(kinds)} versions`,
      }}
    >
      <div className="grid gap-2.5 p-4">
        <div aria-hidden className="flex h-2.5 gap-px overflow-hidden rounded-full bg-line">
          {items.map(({ version, count }, index) => (
            <span key={version} className={fills[index]} style={{ width: share(count) }} />
          ))}
          <span className={rest} style={{ width: share(others.count) }} />
        </div>
        <ul className="grid gap-1">
          {items.map(({ version, count }, index) => (
            <li key={version} className="flex items-center gap-2">
              <span aria-hidden className={cn("size-2.5 shrink-0 rounded-sm", fills[index])} />
              <Link
                href={`/sensors?version=${encodeURIComponent(version)}`}
                className="min-w-0 truncate rounded hover:text-accent hover:underline"
              >
                {version}
              </Link>
              <span className="ml-auto text-ink-muted tabular-nums">{number(count)}</span>
            </li>
          ))}
          {others.versions > 0 && (
            <li className="flex items-center gap-2">
              <span aria-hidden className={cn("size-2.5 shrink-0 rounded-sm", rest)} />
              {number(others.versions)} others
              <span className="ml-auto text-ink-muted tabular-nums">{number(others.count)}</span>
            </li>
          )}
        </ul>
      </div>
    </Card>
  );
}
