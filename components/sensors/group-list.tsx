"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { aloneOnTheWire } from "../api/links.ts";
import { useTRPC } from "../api/trpc.ts";
import { FailedState } from "../table/failed-state.tsx";
import { SkeletonRows } from "../table/skeleton-rows.tsx";
import { groupFilter, groupInput, groupWord } from "../views/grouping.ts";
import type { Look } from "../views/view-state.ts";
import { type Group, GroupRow } from "./group-row.tsx";
import { NoMatch } from "./no-match.tsx";
import type { SensorListParams } from "./search-params.ts";

interface GroupListProps {
  params: SensorListParams;
  group: string;
  look: Look;
}

/** What matches, by what it shares: the largest groups first, each with its counts and its rows. */
export function GroupList({ params, group, look }: GroupListProps) {
  const trpc = useTRPC();
  const { filter, view, change, clear } = params;
  const [open, setOpen] = useState<{ group: string; keys: ReadonlySet<string | null> }>({
    group,
    keys: new Set(),
  });
  const openKeys = open.group === group ? open.keys : new Set<string | null>();
  const groups = useQuery(
    trpc.sensors.groups.queryOptions(
      { ...filter, ...groupInput(group) },
      { placeholderData: keepPreviousData, ...aloneOnTheWire },
    ),
  );
  if (groups.isPending) return <SkeletonRows label="Loading groups" rows={8} />;
  if (groups.isError && !groups.data) {
    return <FailedState what="The groups" error={groups.error} onRetry={() => groups.refetch()} />;
  }
  const { items, rest } = groups.data;
  if (items.length === 0)
    return <NoMatch onClear={clear} isPastEnd={false} onFirst={() => undefined} />;
  const toggle = ({ key }: Group) => {
    const keys = new Set(openKeys);
    if (!keys.delete(key)) keys.add(key);
    setOpen({ group, keys });
  };
  const most = Math.max(...items.map(({ counts }) => counts.total));
  return (
    <>
      <ul aria-label={`Sensors by ${groupWord(group)}`} className="min-h-0 overflow-auto">
        {items.map((each) => {
          const narrowed = groupFilter(group, each.key, view);
          return (
            <GroupRow
              key={`${group} ${each.key}`}
              {...{ params, look, most, narrowed }}
              group={each}
              word={groupWord(group)}
              isOpen={openKeys.has(each.key)}
              onToggle={() => toggle(each)}
              onShowAll={narrowed && (() => change({ ...narrowed, group: null }))}
            />
          );
        })}
      </ul>
      <p className="border-t px-4 py-3 text-ink-muted">
        {items.length.toLocaleString("en-US")} {items.length === 1 ? "group" : "groups"}
        {rest.groups > 0 &&
          `, and ${rest.groups.toLocaleString("en-US")} smaller ones with ${rest.sensors.toLocaleString("en-US")} sensors`}
      </p>
    </>
  );
}
