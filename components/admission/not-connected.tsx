"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "../api/trpc.ts";
import { Notice } from "../ui/notice.tsx";

/** Said as long as rules cannot take effect: no cluster ever asked. */
export function NotConnected() {
  const trpc = useTRPC();
  const clusters = useQuery(trpc.admission.clusters.queryOptions({ limit: 1 }));
  if (clusters.data?.items.length !== 0) return null;
  return (
    <Notice tone="info" title="No cluster asks this Console yet" className="mb-4">
      Rules take effect once the chart's webhook calls it.{" "}
      <Link href="/admission/connect" className="text-accent underline underline-offset-4">
        Connect a cluster
      </Link>
    </Notice>
  );
}
