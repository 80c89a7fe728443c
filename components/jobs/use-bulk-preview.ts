"use client";
import { useQuery } from "@tanstack/react-query";
import type { BulkPreview } from "../../server/jobs/schema.ts";
import type { ApiError } from "../api/problem.ts";
import { useTRPCClient } from "../api/trpc.ts";

type Client = ReturnType<typeof useTRPCClient>;
export type PreviewInput = Parameters<Client["sensors"]["preview"]["mutate"]>[0];
export type RestoreInput = Parameters<Client["departed"]["preview"]["mutate"]>[0];

/** Read when a dialog opens and when it asks again; what was read must not move by itself. */
const fresh = {
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 0,
  refetchOnReconnect: false,
} as const;

/** What a bulk action would do; asked anew whenever the action or the set changes. */
export function useBulkPreview(input: PreviewInput) {
  const client = useTRPCClient();
  return useQuery<BulkPreview, ApiError>({
    queryKey: ["preview", input],
    queryFn: ({ signal }) => client.sensors.preview.mutate(input, { signal }),
    ...fresh,
  });
}

/** What restoring departed records would do. */
export function useRestorePreview(input: RestoreInput) {
  const client = useTRPCClient();
  return useQuery<BulkPreview, ApiError>({
    queryKey: ["restore-preview", input],
    queryFn: ({ signal }) => client.departed.preview.mutate(input, { signal }),
    ...fresh,
  });
}

/** What confirms a preview: the action is refused when the set is another by then. */
export const confirmed = ({ count, set }: BulkPreview) => ({
  expectedCount: count,
  expectedSet: set,
});
