"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState } from "react";
import { useTRPC } from "../api/trpc.ts";
import { useMay } from "../shell/me.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { Pager } from "../table/pager.tsx";
import { SkeletonRows } from "../table/skeleton-rows.tsx";
import { pagingParams, toFirstPage, usePaging } from "../table/use-paging.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { DeployButton } from "./deploy-button.tsx";
import { GenerateTokenDialog } from "./generate-token-dialog.tsx";
import { TokenList } from "./token-list.tsx";
import { tokenStateWord } from "./token-state.tsx";

const limit = 50;
/** What the list can be narrowed to: a state, or an end that is near. */
const filters = ["active", "expiring", "expired", "exhausted", "revoked"] as const;
type Filter = (typeof filters)[number];

const filterWord = (filter: Filter) =>
  filter === "expiring" ? "Expiring" : tokenStateWord(filter);
const choices = [
  ["all", "All"] as const,
  ...filters.map((filter) => [filter, filterWord(filter)] as const),
];

export function TokensScreen() {
  const mayOperate = useMay("operate");
  const [isDeploying, setDeploying] = useState(false);
  const [{ state }, setView] = useQueryStates(
    { state: parseAsStringLiteral(filters), ...pagingParams },
    { history: "push" },
  );
  return (
    <>
      <PageHeader
        title="Enrollment Tokens"
        help={{ page: "tokens" }}
        description="A token lets hosts enroll. Its secret is shown once; only its hash is kept."
        actions={
          mayOperate && <DeployButton label="Generate Token" onDeploy={() => setDeploying(true)} />
        }
      />
      <section aria-label="Token list" className="rounded-xl border bg-surface shadow-raised">
        <div className="overflow-x-auto border-b p-3">
          <Segmented
            label="State"
            value={state ?? "all"}
            options={choices}
            onChange={(next) => setView({ state: next === "all" ? null : next, ...toFirstPage })}
          />
        </div>
        <TokenPages filter={state} onClear={() => setView({ state: null, ...toFirstPage })} />
      </section>
      {isDeploying && <GenerateTokenDialog onClose={() => setDeploying(false)} />}
    </>
  );
}

interface TokenPagesProps {
  filter: Filter | null;
  onClear: () => void;
}

function TokenPages({ filter, onClear }: TokenPagesProps) {
  const trpc = useTRPC();
  const paging = usePaging();
  const { cursor } = paging;
  const narrowed = filter === "expiring" ? { expiring: true } : filter && { state: filter };
  const input = { limit, ...narrowed, ...(cursor && { cursor }) };
  const list = useQuery(
    trpc.tokens.list.queryOptions(input, { placeholderData: keepPreviousData }),
  );
  if (list.isPending) return <SkeletonRows label="Loading tokens" rows={6} />;
  if (list.isError && !list.data) {
    return <FailedState what="The tokens" error={list.error} onRetry={() => list.refetch()} />;
  }
  const { items, total, nextCursor } = list.data;
  if (items.length === 0 && filter) {
    return (
      <EmptyState
        icon={KeyRound}
        title={`No token is ${filterWord(filter).toLowerCase()}`}
        action={<Button onClick={onClear}>Show all</Button>}
      />
    );
  }
  if (items.length === 0) {
    return (
      <EmptyState icon={KeyRound} title="No tokens yet">
        Generate one to bring the first sensor in.
      </EmptyState>
    );
  }
  return (
    <>
      <TokenList tokens={items} />
      <div className="border-t">
        <Pager {...{ paging, limit, total, nextCursor }} shown={items.length} noun="tokens" />
      </div>
    </>
  );
}
