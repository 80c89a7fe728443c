"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus, SearchX, ShieldCheck } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "../api/trpc.ts";
import { useMay } from "../shell/me.tsx";
import { FacetFilter } from "../table/facet-filter.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { Pager } from "../table/pager.tsx";
import { SearchBox } from "../table/search-box.tsx";
import { SkeletonRows } from "../table/skeleton-rows.tsx";
import { useIsNarrow } from "../table/use-is-narrow.ts";
import { usePaging } from "../table/use-paging.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { NotConnected } from "./not-connected.tsx";
import { actionLooks } from "./rule-action.tsx";
import { RuleCards } from "./rule-cards.tsx";
import { useRuleParams } from "./rule-params.ts";
import { RuleTable } from "./rule-table.tsx";

const limit = 50;
const actions = ["deny", "warn"] as const;
const states = ["on", "off"] as const;

export function RulesScreen() {
  const params = useRuleParams();
  const { view, change } = params;
  return (
    <>
      <NotConnected />
      <section aria-label="Rules" className="rounded-xl border bg-surface shadow-raised">
        <div className="flex flex-wrap items-center gap-2 border-b p-3">
          <SearchBox
            label="Search rules"
            className="w-full sm:w-72"
            value={view.q}
            onSearch={(q) => change({ q: q || null })}
          />
          <FacetFilter
            label="Action"
            options={actions}
            nameOf={(action) => actionLooks[action === "warn" ? "warn" : "deny"].word}
            chosen={view.action ? [view.action] : []}
            onChoose={(chosen) =>
              change({ action: actions.find((each) => chosen.includes(each)) ?? null })
            }
          />
          <FacetFilter
            label="State"
            options={states}
            nameOf={(state) => (state === "on" ? "On" : "Off")}
            chosen={view.state ? [view.state] : []}
            onChoose={(chosen) =>
              change({ state: states.find((each) => chosen.includes(each)) ?? null })
            }
          />
        </div>
        <Rules params={params} />
      </section>
    </>
  );
}

function Rules({ params }: { params: ReturnType<typeof useRuleParams> }) {
  const trpc = useTRPC();
  const paging = usePaging();
  const isNarrow = useIsNarrow();
  const { filter, clear } = params;
  const { cursor } = paging;
  const list = useQuery(
    trpc.admission.rules.list.queryOptions(
      { ...filter, limit, ...(cursor && { cursor }) },
      { placeholderData: keepPreviousData },
    ),
  );
  if (list.isPending) return <SkeletonRows label="Loading rules" rows={6} />;
  if (list.isError && !list.data) {
    return <FailedState what="The rules" error={list.error} onRetry={() => list.refetch()} />;
  }
  const { items, total, nextCursor } = list.data;
  if (items.length === 0 && Object.keys(filter).length > 0) {
    return (
      <EmptyState
        icon={SearchX}
        title="No rule matches"
        action={<Button onClick={clear}>Clear filters</Button>}
      />
    );
  }
  if (items.length === 0) return <NoRules />;
  return (
    <>
      {isNarrow ? <RuleCards rules={items} /> : <RuleTable rules={items} />}
      {total > limit && (
        <div className="border-t">
          <Pager {...{ paging, limit, total, nextCursor }} shown={items.length} noun="rules" />
        </div>
      )}
    </>
  );
}

function NoRules() {
  const mayChange = useMay("administer");
  return (
    <EmptyState
      icon={ShieldCheck}
      title="No rules yet"
      action={
        mayChange && (
          <>
            <Button asChild variant="primary">
              <Link href="/admission/rules/new">
                <Plus aria-hidden />
                Begin with a template
              </Link>
            </Button>
            <Button asChild>
              <Link href="/admission/rules/new?template=none">Write CEL</Link>
            </Button>
          </>
        )
      }
    >
      Every pod is created. A rule can refuse those from other registries, privileged ones, those
      without limits, or whatever an expression can tell.
    </EmptyState>
  );
}
