"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/trpc.ts";
import { FacetOptions } from "../table/facet-options.tsx";
import type { FilterEditorProps } from "./filter-params.ts";

/** As many as one list gives. */
const limit = 500;

const one = (value: string | null) => (value === null ? [] : [value]);

export function LifetimeFilter({ view, change }: FilterEditorProps) {
  const chosen = view.ephemeral === null ? [] : [view.ephemeral ? "Ephemeral" : "Permanent"];
  return (
    <FacetOptions
      label="Lifetime"
      options={[{ value: "Ephemeral" }, { value: "Permanent" }]}
      chosen={chosen}
      onChoose={([side]) => change({ ephemeral: side === undefined ? null : side === "Ephemeral" })}
      isMultiple={false}
      nameOf={(value) => value}
    />
  );
}

/** Which token enrolled them. */
export function TokenFilter({ view, change }: FilterEditorProps) {
  const trpc = useTRPC();
  const tokens = useQuery(trpc.tokens.list.queryOptions({ limit }));
  const names = new Map(
    tokens.data?.items.map(({ id, prefix, description }) => [
      id,
      description ? `${prefix}… · ${description}` : `${prefix}…`,
    ]),
  );
  return (
    <FacetOptions
      label="Token"
      options={[...names.keys()].map((value) => ({ value }))}
      chosen={one(view.token)}
      onChoose={([token = null]) => change({ token })}
      isMultiple={false}
      nameOf={(id) => names.get(id) ?? id}
    />
  );
}

export function PoolFilter({ view, change }: FilterEditorProps) {
  const trpc = useTRPC();
  const pools = useQuery(trpc.pools.list.queryOptions({ limit }));
  const items = pools.data?.items ?? [];
  const names = new Map(items.map(({ key, label }) => [key, label]));
  return (
    <FacetOptions
      label="Pool"
      options={items.map(({ key, enrolled }) => ({ value: key, count: enrolled }))}
      chosen={one(view.pool)}
      onChoose={([pool = null]) => change({ pool })}
      isMultiple={false}
      nameOf={(key) => names.get(key) ?? key}
    />
  );
}

/** What a token is called where there is little room. */
export function TokenPrefix({ id }: { id: string }) {
  const trpc = useTRPC();
  const token = useQuery(trpc.tokens.get.queryOptions({ id }));
  return token.data ? `${token.data.prefix}…` : `${id.slice(0, 8)}…`;
}
