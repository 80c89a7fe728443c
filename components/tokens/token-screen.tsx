"use client";
import { useQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import Link from "next/link";
import { problemCode } from "../api/problem.ts";
import { useTRPC } from "../api/trpc.ts";
import { AuditTrail } from "../audit/audit-trail.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { TokenFacts } from "./token-facts.tsx";
import { TokenHeader } from "./token-header.tsx";
import { TokenLedger } from "./token-ledger.tsx";
import { TokenUse } from "./token-use.tsx";

/** One enrollment token: how far it is used, what it enrolled, what it fixes. */
export function TokenScreen({ id }: { id: string }) {
  const trpc = useTRPC();
  const token = useQuery(trpc.tokens.get.queryOptions({ id }));
  if (token.isPending) return <TokenSkeleton />;
  if (!token.data) {
    return problemCode(token.error) === "NotFound" ? (
      <EmptyState
        icon={SearchX}
        title="There is no such token"
        action={
          <Button asChild>
            <Link href="/sensors/tokens">All tokens</Link>
          </Button>
        }
      >
        The audit keeps who made it and what it enrolled.
      </EmptyState>
    ) : (
      <FailedState what="The token" error={token.error} onRetry={() => token.refetch()} />
    );
  }
  return (
    <>
      <TokenHeader token={token.data} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid min-w-0 gap-4">
          <TokenUse token={token.data} />
          <TokenLedger token={token.data} />
          <AuditTrail target={`token:${id}`} />
        </div>
        <TokenFacts token={token.data} />
      </div>
    </>
  );
}

function TokenSkeleton() {
  return (
    <div role="status">
      <span className="sr-only">Loading the token</span>
      <Skeleton className="mb-2 h-4 w-40" />
      <Skeleton className="mb-6 h-8 w-72" />
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <Skeleton className="h-130 rounded-xl" />
        <Skeleton className="h-96 rounded-xl" />
      </div>
    </div>
  );
}
