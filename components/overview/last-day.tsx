import Link from "next/link";
import type { Overview } from "../../server/overview/schema.ts";
import { Panel } from "../ui/panel.tsx";
import { number } from "./card.tsx";

/** Who came and who left since this time yesterday. */
export function LastDay({ lastDay: { joined, departed, lost } }: Pick<Overview, "lastDay">) {
  const facts = [
    ["Joined", joined, "/sensors?sort=enrolledAt&order=desc"],
    ["Departed", departed, "/sensors/departed"],
    ["of them lost", lost, "/sensors/departed?reason=auto_removed"],
  ] as const;
  return (
    <Panel title="Last 24 hours" bodyClassName="p-0">
      <dl className="grid grid-cols-3 divide-x">
        {facts.map(([label, value, href]) => (
          <div key={label} className="relative flex flex-col gap-0.5 px-4 py-3 hover:bg-sunken">
            <dt className="text-ink-muted text-xs">{label}</dt>
            <dd className="font-semibold text-lg tabular-nums leading-6">
              <Link
                href={href}
                className="rounded after:absolute after:inset-0 after:content-[''] focus-visible:-outline-offset-2"
              >
                {number(value)}
              </Link>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
