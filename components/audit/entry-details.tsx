import Link from "next/link";
import type { AuditView } from "../../server/audit/schema.ts";
import { AbsoluteTime } from "../time/time.tsx";
import { CodeBlock } from "../ui/code-block.tsx";
import { type Fact, Facts } from "../ui/facts.tsx";
import { AuditTarget } from "./audit-target.tsx";
import { changesOf, otherDetails } from "./changes.ts";
import { DetailValue, fieldWords } from "./detail-value.tsx";
import { EntryChanges } from "./entry-changes.tsx";

/** All that is recorded of one entry: what changed first, then the rest, then as it is stored. */
export function EntryDetails({ entry }: { entry: AuditView }) {
  const changes = changesOf(entry.details);
  const others = Object.entries(otherDetails(entry.details));
  const mono = (text: string) => <code className="break-all font-mono text-xs">{text}</code>;
  const facts: Fact[] = [
    { label: "Number", value: entry.seq },
    { label: "Time", value: <AbsoluteTime at={entry.at} /> },
    {
      label: "Actor",
      value: (
        <Link
          href={`/audit?actor=${encodeURIComponent(entry.actor)}`}
          title="All entries of this actor"
          className="text-accent hover:underline"
        >
          {mono(entry.actor)}
        </Link>
      ),
      copy: entry.actor,
    },
    { label: "Target", value: <AuditTarget target={entry.target} />, copy: entry.target },
    { label: "Hash", value: mono(entry.hash), copy: entry.hash },
  ];
  return (
    <div className="grid gap-x-8 gap-y-4 lg:grid-cols-2">
      <div className="grid content-start gap-4">
        {changes && <EntryChanges changes={changes} />}
        {others.length > 0 && (
          <Facts
            facts={others.map(([name, value]) => ({
              label: fieldWords(name),
              value: <DetailValue name={name} value={value} />,
            }))}
          />
        )}
        {!changes && others.length === 0 && <p className="text-ink-muted">No further details.</p>}
      </div>
      <div className="grid content-start gap-3">
        <Facts facts={facts} />
        <details>
          <summary className="w-fit cursor-pointer rounded text-accent text-xs hover:underline">
            As it is stored
          </summary>
          <CodeBlock
            value={JSON.stringify(entry.details, null, 2)}
            label="details"
            className="mt-2 bg-surface"
          />
        </details>
      </div>
    </div>
  );
}
