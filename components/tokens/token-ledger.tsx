"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Radio } from "lucide-react";
import { parseAsStringLiteral, useQueryStates } from "nuqs";
import type { TokenDetail } from "../../server/tokens/schema.ts";
import { useTRPC } from "../api/trpc.ts";
import { FailedState } from "../table/failed-state.tsx";
import { Pager } from "../table/pager.tsx";
import { SkeletonRows } from "../table/skeleton-rows.tsx";
import { pagingParams, toFirstPage, usePaging } from "../table/use-paging.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { LedgerRows } from "./ledger-rows.tsx";

const limit = 25;
const shown = ["live", "departed"] as const;
type Shown = (typeof shown)[number];

/** All that a token ever enrolled, as far as records are kept. */
export function TokenLedger({ token }: { token: TokenDetail }) {
  const [{ sensors }, setView] = useQueryStates(
    { sensors: parseAsStringLiteral(shown), ...pagingParams },
    { history: "push" },
  );
  const show = (next: Shown | "all") =>
    setView({ sensors: next === "all" ? null : next, ...toFirstPage });
  return (
    <Panel
      title="Enrolled sensors"
      bodyClassName="p-0"
      actions={
        <Segmented
          label="Which sensors"
          value={sensors ?? "all"}
          options={[
            ["all", "All"],
            ["live", "Live"],
            ["departed", "Departed"],
          ]}
          onChange={show}
        />
      }
    >
      <LedgerPages id={token.id} sensors={sensors} onClear={() => show("all")} />
    </Panel>
  );
}

interface LedgerPagesProps {
  id: string;
  sensors: Shown | null;
  onClear: () => void;
}

function LedgerPages({ id, sensors, onClear }: LedgerPagesProps) {
  const trpc = useTRPC();
  const paging = usePaging();
  const { cursor } = paging;
  const which = sensors && { departed: sensors === "departed" };
  const input = { id, limit, ...which, ...(cursor && { cursor }) };
  const ledger = useQuery(
    trpc.tokens.sensors.queryOptions(input, { placeholderData: keepPreviousData }),
  );
  if (ledger.isPending) return <SkeletonRows label="Loading the sensors" rows={4} />;
  if (ledger.isError && !ledger.data) {
    return <FailedState what="The ledger" error={ledger.error} onRetry={() => ledger.refetch()} />;
  }
  const { items, total, nextCursor } = ledger.data;
  if (items.length === 0 && sensors) {
    return (
      <EmptyState
        icon={Radio}
        title={sensors === "live" ? "None of them is live" : "None of them has departed"}
        action={<Button onClick={onClear}>Show all</Button>}
      />
    );
  }
  if (items.length === 0) {
    return (
      <EmptyState icon={Radio} title="No sensor so far">
        A host that enrolls with this token appears here by itself.
      </EmptyState>
    );
  }
  return (
    <>
      <LedgerRows sensors={items} />
      {total > limit && (
        <div className="border-t">
          <Pager {...{ paging, limit, total, nextCursor }} shown={items.length} noun="sensors" />
        </div>
      )}
    </>
  );
}
