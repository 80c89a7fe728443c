"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { problemText } from "../api/problem.ts";
import { useTRPC } from "../api/trpc.ts";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ArrivalProgress } from "./arrival-progress.tsx";
import { ArrivedSensors } from "./arrived-sensors.tsx";

/** The sensors that a token enrolls, as they arrive. */
export function Arrivals({ tokenId }: { tokenId: string }) {
  const trpc = useTRPC();
  const token = useQuery(trpc.tokens.get.queryOptions({ id: tokenId }));
  if (token.isPending) return <Skeleton className="h-16" />;
  if (!token.data) {
    return (
      <Notice tone="danger" role="alert" title="The sensors could not be loaded">
        {problemText(token.error)}
      </Notice>
    );
  }
  const { uses, maxUses, sensors, state } = token.data;
  const expected = maxUses ?? uses;
  const isWaiting = state === "active";
  return (
    <div className="grid gap-3">
      <ArrivalProgress share={expected > 0 ? uses / expected : 0} isWaiting={isWaiting}>
        {uses === 0 && isWaiting
          ? "Waiting for sensors…"
          : `${uses.toLocaleString("en-US")} of ${expected.toLocaleString("en-US")} expected`}
      </ArrivalProgress>
      {isWaiting && sensors.length === 0 && (
        <p className="text-ink-muted text-xs">
          They appear here within seconds of enrolling. When one does not,{" "}
          <Link href="/sensors/failed" className="text-accent underline underline-offset-4">
            Failed Enrollments
          </Link>{" "}
          says why.
        </p>
      )}
      <ArrivedSensors tokenId={tokenId} sensors={sensors} uses={uses} />
    </div>
  );
}
