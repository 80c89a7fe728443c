"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { TestReport, TestRules } from "../../server/admission/schema.ts";
import type { ApiError } from "../api/problem.ts";
import { useTRPC, useTRPCClient } from "../api/trpc.ts";
import { useQuiet } from "../form/use-quiet.ts";

const quietMs = 400;

/** What rules say of manifests, once typing pauses; nothing is stored by asking. */
export function useTest(asked: TestRules) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const quiet = useQuiet(asked, quietMs);
  return useQuery<TestReport, ApiError>({
    queryKey: [...trpc.admission.test.mutationKey(), quiet],
    queryFn: ({ signal }) => client.admission.test.mutate(quiet, { signal }),
    enabled: quiet.yaml.trim() !== "",
    placeholderData: keepPreviousData,
  });
}
