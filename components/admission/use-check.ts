"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { CheckExpression, ExpressionCheck } from "../../server/admission/schema.ts";
import type { ApiError } from "../api/problem.ts";
import { useTRPC, useTRPCClient } from "../api/trpc.ts";
import { useQuiet } from "../form/use-quiet.ts";

const quietMs = 400;

/** What the Console says of an expression, or of a template with its parameters, once typing pauses. */
export function useCheck(asked: CheckExpression) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const quiet = useQuiet(asked, quietMs);
  return useQuery<ExpressionCheck, ApiError>({
    queryKey: [...trpc.admission.check.mutationKey(), quiet],
    queryFn: ({ signal }) => client.admission.check.mutate(quiet, { signal }),
    enabled: quiet.templateId !== undefined || Boolean(quiet.expression?.trim()),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
