import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import { AppError } from "./errors.ts";

/** The one place that turns a thrown value into the product's error; unknown ones become `Internal`. */
export function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof TRPCError) return fromTrpc(thrown);
  if (thrown instanceof ZodError) {
    const issue = thrown.issues[0];
    const field = issue?.path.join(".");
    return new AppError(
      "InvalidRequest",
      `${field ? `${field}: ` : ""}${issue?.message ?? "invalid"}`,
    );
  }
  if (isBusy(thrown)) return new AppError("NotReady", "The database is busy.", 5);
  return new AppError("Internal");
}

/** Prisma: no transaction could begin, or it took too long and was rolled back; no connection was free. */
function isBusy(thrown: unknown): boolean {
  if (typeof thrown !== "object" || thrown === null || !("code" in thrown)) return false;
  return thrown.code === "P2028" || thrown.code === "P2024";
}

/** tRPC's own refusals come before any procedure runs; what a procedure threw is the cause. */
function fromTrpc({ cause, code, message }: TRPCError): AppError {
  switch (code) {
    case "PARSE_ERROR":
      return new AppError("InvalidRequest", "body: not valid JSON.");
    case "PAYLOAD_TOO_LARGE":
      return new AppError("InvalidRequest", "body: too large.");
    case "UNSUPPORTED_MEDIA_TYPE":
      return new AppError("InvalidRequest", "content-type: application/json.");
    case "METHOD_NOT_SUPPORTED":
      return new AppError("MethodNotAllowed", message);
    case "BAD_REQUEST":
      if (cause instanceof SyntaxError)
        return new AppError("InvalidRequest", "body: not valid JSON.");
      return cause ? asAppError(cause) : new AppError("InvalidRequest", message);
    case "NOT_FOUND":
      return cause ? asAppError(cause) : new AppError("NotFound");
    default:
      // A schema that refuses what we answer or have stored is no mistake of the caller.
      return cause instanceof ZodError ? new AppError("Internal") : asAppError(cause);
  }
}
