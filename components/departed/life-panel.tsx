import type { DepartedDetail } from "../../server/departed/schema.ts";
import { AbsoluteTime } from "../time/time.tsx";
import { cn } from "../ui/class-names.ts";
import { Panel } from "../ui/panel.tsx";

const counters = [
  ["exec", "Processes started"],
  ["exit", "Processes ended"],
  ["connect", "TCP opened"],
  ["accept", "TCP accepted"],
  ["close", "TCP closed"],
  ["listen", "Sockets opened"],
  ["lost", "Records lost"],
] as const;

/** Later than this after it enrolled, the first point is not the first of its life. */
const firstPointMs = 10 * 60_000;

/** What the kernel of a departed sensor did in its whole life. */
export function LifePanel({ record }: { record: DepartedDetail }) {
  const { from } = record.counters;
  const isCut = from !== null && Date.parse(from) - Date.parse(record.enrolledAt) > firstPointMs;
  return (
    <Panel title="In its life" bodyClassName="p-0">
      {from === null ? (
        <p className="p-4 text-ink-muted">
          No counters are kept: it reported none, or retention has removed them.
        </p>
      ) : (
        <>
          <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-b-xl bg-line sm:grid-cols-4 lg:grid-cols-7">
            {counters.map(([name, label]) => (
              <div key={name} className="grid content-between gap-0.5 bg-surface px-4 py-3">
                <dt className="text-ink-muted text-xs">{label}</dt>
                <dd
                  className={cn(
                    "font-semibold tabular-nums",
                    name === "lost" && record.counters.lost > 0 && "text-danger",
                  )}
                >
                  {record.counters[name].toLocaleString("en-US")}
                </dd>
              </div>
            ))}
            <div aria-hidden className="bg-surface lg:hidden" />
          </dl>
          {isCut && (
            <p className="border-t px-4 py-2 text-ink-muted text-xs">
              Counted from <AbsoluteTime at={from} />; retention has removed what was before.
            </p>
          )}
        </>
      )}
    </Panel>
  );
}
