"use client";
import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import type { Decision } from "../../server/admission/schema.ts";
import { Table, Td, Th, Tr } from "../table/table.tsx";
import { useIsNarrow } from "../table/use-is-narrow.ts";
import { RelativeTime } from "../time/time.tsx";
import { cn } from "../ui/class-names.ts";
import { DecisionDetails } from "./decision-details.tsx";
import { DecisionOutcome } from "./decision-outcome.tsx";
import { listWords } from "./scope-words.ts";

export function DecisionRows({ decisions }: { decisions: readonly Decision[] }) {
  return (
    <Table label="Decisions">
      <thead>
        <tr>
          <Th>Object</Th>
          <Th className="w-34">Outcome</Th>
          <Th className="hidden md:table-cell">Rules</Th>
          <Th className="hidden w-44 lg:table-cell">Cluster</Th>
          <Th className="hidden w-28 md:table-cell">Time</Th>
        </tr>
      </thead>
      <tbody>
        {decisions.map((decision) => (
          <DecisionRow key={decision.id} decision={decision} />
        ))}
      </tbody>
    </Table>
  );
}

/** "Pod shop/web-*"; a review that was not understood may tell of no object. */
export function objectWords({ kind, namespace, name }: Decision): string {
  if (!kind && !name) return "An unknown object";
  return `${kind ?? "Object"} ${namespace ? `${namespace}/` : ""}${name ?? ""}`.trim();
}

/** One row, and below it, once opened, all that is recorded. */
function DecisionRow({ decision }: { decision: Decision }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const isNarrow = useIsNarrow();
  const rules = decision.rules.map(({ name }) => name);
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
            <span className="truncate">{objectWords(decision)}</span>
          </button>
          <span className="block truncate pl-5.5 text-ink-muted text-xs md:hidden">
            <RelativeTime at={decision.at} /> · {listWords(rules) || decision.detail}
          </span>
        </Td>
        <Td>
          <DecisionOutcome decision={decision} />
        </Td>
        <Td className="hidden truncate md:table-cell">
          {listWords(rules) || <span className="text-ink-muted">{decision.detail}</span>}
        </Td>
        <Td className="hidden truncate lg:table-cell">{decision.cluster}</Td>
        <Td className="hidden md:table-cell">
          <RelativeTime at={decision.at} />
        </Td>
      </Tr>
      <tr id={id} hidden={!isOpen} className="border-b bg-sunken/60">
        <td colSpan={isNarrow ? 2 : 5} className="px-4 pt-0 pb-4 sm:pl-10">
          {isOpen && <DecisionDetails decision={decision} />}
        </td>
      </tr>
    </>
  );
}
