"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { AttemptGroup, AttemptView } from "../../server/attempts/schema.ts";
import { useTRPC } from "../api/trpc.ts";
import { FailedState } from "../table/failed-state.tsx";
import { SkeletonRows } from "../table/skeleton-rows.tsx";
import { Table, Td, Th, Tr } from "../table/table.tsx";
import { useIsNarrow } from "../table/use-is-narrow.ts";
import { RelativeTime } from "../time/time.tsx";
import { Button } from "../ui/button.tsx";

/** How many are shown at first, and after each "Show more"; what is beyond the last is in the API. */
const limits = [20, 100, 500] as const;

/** The single attempts of a cause, newest first. */
export function AttemptList({ group }: { group: AttemptGroup }) {
  const trpc = useTRPC();
  const isNarrow = useIsNarrow();
  const { code, tokenId } = group;
  const [step, setStep] = useState(0);
  const limit = limits[step] ?? 500;
  const list = useQuery(
    trpc.attempts.list.queryOptions(
      { code, tokenId, limit },
      { placeholderData: keepPreviousData },
    ),
  );
  if (list.isPending) return <SkeletonRows label="Loading attempts" rows={3} />;
  if (list.isError && !list.data) {
    const again = () => list.refetch();
    return <FailedState what="The attempts" error={list.error} onRetry={again} />;
  }
  const { items, total } = list.data;
  const rest = total - items.length;
  return (
    <div className="mt-3 overflow-hidden rounded-lg border">
      {isNarrow ? <Cards attempts={items} /> : <Rows group={group} attempts={items} />}
      {rest > 0 && step + 1 < limits.length && (
        <div className="border-t p-2 text-center">
          <Button
            variant="ghost"
            size="sm"
            pending={list.isPlaceholderData}
            onClick={() => setStep(step + 1)}
          >
            Show more of {rest.toLocaleString("en-US")}
          </Button>
        </div>
      )}
    </div>
  );
}

const hostOf = ({ name, hostname, address }: AttemptView) => name ?? hostname ?? address;
/** What the name alone does not say. */
const aliasOf = ({ name, hostname }: AttemptView) =>
  name && hostname && name !== hostname ? hostname : null;

function Rows({ group, attempts }: { group: AttemptGroup; attempts: readonly AttemptView[] }) {
  return (
    <Table label={`Attempts: ${group.title}`}>
      <thead>
        <tr>
          <Th className="w-32">When</Th>
          <Th className="w-48">Host</Th>
          <Th className="w-40">Address</Th>
          <Th className="hidden w-44 lg:table-cell">Kernel</Th>
          <Th>What it was told</Th>
        </tr>
      </thead>
      <tbody>
        {attempts.map((attempt) => (
          <Tr key={attempt.id}>
            <Td className="whitespace-nowrap">
              <RelativeTime at={attempt.at} />
            </Td>
            <Td className="py-1.5">
              <span className="block truncate" title={hostOf(attempt)}>
                {hostOf(attempt)}
              </span>
              {aliasOf(attempt) && (
                <span className="block truncate text-ink-muted text-xs">{aliasOf(attempt)}</span>
              )}
            </Td>
            <Td className="truncate" title={attempt.address}>
              {attempt.address}
            </Td>
            <Td className="hidden truncate lg:table-cell" title={attempt.kernel ?? ""}>
              {attempt.kernel ?? <span className="text-ink-faint">–</span>}
            </Td>
            <Td className="whitespace-pre-line break-words py-1.5">{attempt.detail}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Cards({ attempts }: { attempts: readonly AttemptView[] }) {
  return (
    <ul className="divide-y">
      {attempts.map((attempt) => (
        <li key={attempt.id} className="grid gap-1 px-3 py-2.5">
          <span className="flex justify-between gap-3">
            <span className="min-w-0 break-words font-medium">{hostOf(attempt)}</span>
            <span className="shrink-0 text-ink-muted">
              <RelativeTime at={attempt.at} />
            </span>
          </span>
          <span className="text-ink-muted text-xs">
            {[aliasOf(attempt), attempt.address, attempt.kernel].filter(Boolean).join(" · ")}
          </span>
          <span className="whitespace-pre-line break-words">{attempt.detail}</span>
        </li>
      ))}
    </ul>
  );
}
