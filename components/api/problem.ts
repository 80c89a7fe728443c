import { TRPCClientError, type TRPCClientErrorLike } from "@trpc/client";
import type { ErrorCode } from "../../server/errors.ts";
import type { AppRouter } from "../../server/trpc/router.ts";

export type ApiError = TRPCClientErrorLike<AppRouter>;

/** The server's stable code for a failure; null when no answer came at all. */
export function problemCode(error: unknown): ErrorCode | null {
  return error instanceof TRPCClientError ? (error.data?.problem?.code ?? null) : null;
}

/** What went wrong and what to do, in one or two sentences for a person. */
export function problemText(error: ApiError): string {
  const problem = error.data?.problem;
  if (!problem) return "The Console did not answer. Check the connection and try again.";
  const { title, detail, help } = problem;
  return [detail === help ? title : detail, help]
    .map((part) => part.replace(/\.?$/, "."))
    .join(" ");
}

/** Only silence of the network is worth a second try; a refusal stays one. */
export function isWorthRetrying(failures: number, error: unknown): boolean {
  return problemCode(error) === null && failures < 2;
}
