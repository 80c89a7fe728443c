import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import { AppError } from "./errors.ts";

/** The one place that turns a thrown value into the product's error; unknown ones become `Internal`. */
export function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof TRPCError && thrown.cause) return asAppError(thrown.cause);
  if (thrown instanceof ZodError) {
    const issue = thrown.issues[0];
    const field = issue?.path.join(".");
    return new AppError(
      "InvalidRequest",
      `${field ? `${field}: ` : ""}${issue?.message ?? "invalid"}`,
    );
  }
  if (thrown instanceof TRPCError && thrown.code === "NOT_FOUND") return new AppError("NotFound");
  if (thrown instanceof TRPCError && thrown.code === "BAD_REQUEST")
    return new AppError("InvalidRequest", thrown.message);
  return new AppError("Internal");
}
