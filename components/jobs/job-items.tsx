"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, CircleMinus, Clock, SearchX } from "lucide-react";
import Link from "next/link";
import type { z } from "zod";
import { itemStates, type JobItemView, type JobView } from "../../server/jobs/schema.ts";
import { useTRPC } from "../api/trpc.ts";
import { FacetFilter } from "../table/facet-filter.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { Pager } from "../table/pager.tsx";
import { SkeletonRows } from "../table/skeleton-rows.tsx";
import { Table, Td, Th, Tr } from "../table/table.tsx";
import { usePaging } from "../table/use-paging.ts";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/class-names.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { useJobItemParams } from "./search-params.ts";
import { isOpen, reasonWords } from "./words.ts";

type Item = z.infer<typeof JobItemView>;
const limit = 50;
const followMs = 1_000;

const looks = {
  pending: [Clock, "Waiting", "text-ink-muted"],
  done: [CircleCheck, "Done", "text-healthy"],
  skipped: [CircleMinus, "Skipped", "text-ink-muted"],
  failed: [CircleAlert, "Failed", "text-danger"],
  left: [CircleMinus, "Left as it was", "text-ink-muted"],
} as const;
const stateOf = new Map(itemStates.map((state) => [looks[state][1] as string, state]));

/** The sensors of a job, and what came of each. */
export function JobItems({ job }: { job: JobView }) {
  const { filter, change } = useJobItemParams();
  return (
    <Panel
      title="Sensors"
      bodyClassName="p-0"
      actions={
        <FacetFilter
          label="Result"
          isMultiple
          options={[...stateOf.keys()]}
          chosen={(filter.state ?? []).map((state) => looks[state][1])}
          onChoose={(names) => {
            const states = names.flatMap((name) => stateOf.get(name) ?? []);
            change(states.length > 0 ? states : null);
          }}
        />
      }
    >
      <Items job={job} filter={filter} onClear={() => change(null)} />
    </Panel>
  );
}

interface ItemsProps {
  job: JobView;
  filter: ReturnType<typeof useJobItemParams>["filter"];
  onClear: () => void;
}

function Items({ job, filter, onClear }: ItemsProps) {
  const trpc = useTRPC();
  const paging = usePaging();
  const { cursor } = paging;
  const list = useQuery(
    trpc.jobs.items.queryOptions(
      { id: job.id, ...filter, limit, ...(cursor && { cursor }) },
      { placeholderData: keepPreviousData, refetchInterval: isOpen(job) ? followMs : false },
    ),
  );
  if (list.isPending) return <SkeletonRows label="Loading the job's sensors" rows={8} />;
  if (list.isError && !list.data) {
    return <FailedState what="The sensors" error={list.error} onRetry={() => list.refetch()} />;
  }
  const { items, total, nextCursor } = list.data;
  if (items.length === 0 && filter.state) {
    return (
      <EmptyState
        icon={SearchX}
        title="No sensor with this result"
        action={<Button onClick={onClear}>Clear filter</Button>}
      />
    );
  }
  if (items.length === 0) return <EmptyState icon={SearchX} title="No sensor matched" />;
  return (
    <>
      <Table label="Sensors of the job">
        <thead>
          <tr>
            <Th>Sensor</Th>
            <Th className="w-36">Result</Th>
            <Th className="hidden md:table-cell">Why</Th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <ItemRow key={item.sensorId} item={item} />
          ))}
        </tbody>
      </Table>
      <div className="border-t">
        <Pager {...{ paging, limit, total, nextCursor }} shown={items.length} noun="sensors" />
      </div>
    </>
  );
}

function ItemRow({ item }: { item: Item }) {
  const [Icon, name, tone] = looks[item.state];
  const why = item.newName
    ? `Now ${item.newName}: its name was taken`
    : item.reason && reasonWords[item.reason];
  return (
    <Tr>
      <Td className="py-2">
        <Link
          href={`/sensors/${item.sensorId}`}
          className="block truncate font-mono text-[0.8125rem] hover:text-accent hover:underline"
        >
          {item.name}
        </Link>
        {why && <span className="block text-ink-muted text-xs md:hidden">{why}</span>}
      </Td>
      <Td>
        <span className="flex items-center gap-1.5 whitespace-nowrap">
          <Icon aria-hidden className={cn("size-4 shrink-0", tone)} />
          {name}
        </span>
      </Td>
      <Td className="hidden text-ink-muted md:table-cell">{why}</Td>
    </Tr>
  );
}
