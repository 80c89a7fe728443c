import { Lock, Timer } from "lucide-react";
import Link from "next/link";
import type { DepartedView } from "../../server/departed/schema.ts";
import { RelativeTime } from "../time/time.tsx";

/** The name leads to the record, from anywhere in its row. */
export function DepartedName({ record }: { record: DepartedView }) {
  const { id, name, hostname, ephemeral } = record;
  return (
    <span className="grid min-w-0">
      <span className="flex min-w-0 items-center gap-1.5">
        <Link
          href={`/sensors/${id}`}
          title={name}
          className="truncate font-medium after:absolute after:inset-0 after:content-[''] hover:text-accent"
        >
          {name}
        </Link>
        {ephemeral && (
          <span title="Ephemeral" className="shrink-0 text-ink-muted">
            <Timer aria-hidden className="size-3.5" />
            <span className="sr-only">Ephemeral</span>
          </span>
        )}
      </span>
      {hostname !== name && (
        <span title={hostname} className="truncate text-ink-muted text-xs">
          {hostname}
        </span>
      )}
    </span>
  );
}

export function DepartedWhen({ departed }: Pick<DepartedView, "departed">) {
  // "system" is nobody: the reason says it all.
  const by = departed.by === "system" ? "" : departed.by;
  return (
    <span className="grid min-w-0">
      <RelativeTime at={departed.at} />
      {by && (
        <span title={by} className="truncate text-ink-muted text-xs">
          by {by}
        </span>
      )}
    </span>
  );
}

/** When retention purges the record: never while it is held. */
export function PurgedAt({ record: { held, keptUntil } }: { record: DepartedView }) {
  if (held) {
    return (
      <span
        title={`Held by ${held.by}`}
        className="inline-flex items-center gap-1.5 font-medium text-accent"
      >
        <Lock aria-hidden className="size-3.5" />
        Held
      </span>
    );
  }
  return <span className="text-ink-muted">{keptUntil && <RelativeTime at={keptUntil} />}</span>;
}
