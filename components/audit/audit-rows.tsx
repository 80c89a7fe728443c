"use client";
import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import type { AuditView } from "../../server/audit/schema.ts";
import { actionWords } from "../activity/words.ts";
import { Table, Td, Th, Tr } from "../table/table.tsx";
import { useIsNarrow } from "../table/use-is-narrow.ts";
import { RelativeTime } from "../time/time.tsx";
import { cn } from "../ui/class-names.ts";
import { ActorCell } from "./actor-cell.tsx";
import { AuditTarget } from "./audit-target.tsx";
import { changesOf } from "./changes.ts";
import { fieldWords } from "./detail-value.tsx";
import { EntryDetails } from "./entry-details.tsx";

export function AuditRows({ entries }: { entries: readonly AuditView[] }) {
  return (
    <Table label="Audit entries">
      <thead>
        <tr>
          <Th>Action</Th>
          <Th className="hidden md:table-cell">Actor</Th>
          <Th className="hidden md:table-cell">Target</Th>
          <Th className="w-28">Time</Th>
          <Th className="hidden w-36 md:table-cell">Hash</Th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <EntryRows key={entry.seq} entry={entry} />
        ))}
      </tbody>
    </Table>
  );
}

/** One row, and below it, once opened, all that is recorded. */
function EntryRows({ entry }: { entry: AuditView }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const isNarrow = useIsNarrow();
  return (
    <>
      <Tr className={cn(isOpen && "border-b-0 bg-sunken/60")}>
        <Td className="py-2.5">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setOpen(!isOpen)}
            className="flex max-w-full items-center gap-1.5 text-left after:absolute after:inset-0 after:content-['']"
          >
            <ChevronRight
              aria-hidden
              className={cn(
                "size-4 shrink-0 text-ink-muted transition-transform",
                isOpen && "rotate-90",
              )}
            />
            <span className="shrink-0" title={entry.action}>
              {actionWords(entry.action)}
            </span>
            <Changed entry={entry} />
          </button>
          <span className="block pl-5.5 text-ink-muted text-xs md:hidden">
            <ActorCell actor={entry.actor} name={entry.actorName} />
          </span>
        </Td>
        <Td className="hidden md:table-cell">
          <ActorCell actor={entry.actor} name={entry.actorName} />
        </Td>
        <Td className="hidden truncate md:table-cell">
          <AuditTarget target={entry.target} name={entry.details.name} />
        </Td>
        <Td className="max-md:text-right">
          <RelativeTime at={entry.at} />
        </Td>
        <Td className="hidden md:table-cell">
          <code className="font-mono text-ink-muted text-xs" title={entry.hash}>
            {entry.hash.slice(0, 12)}
          </code>
        </Td>
      </Tr>
      <tr id={id} hidden={!isOpen} className="border-b bg-sunken/60">
        <td colSpan={isNarrow ? 2 : 5} className="px-4 pt-0 pb-4 sm:pl-10">
          {isOpen && <EntryDetails entry={entry} />}
        </td>
      </tr>
    </>
  );
}

/** Which fields an entry changed, where it says so. */
function Changed({ entry }: { entry: AuditView }) {
  const paths = changesOf(entry.details)?.map(({ path }) => fieldWords(path)) ?? [];
  const text = paths.filter(Boolean).join(", ");
  return text && <span className="truncate text-ink-muted text-xs">{text}</span>;
}
