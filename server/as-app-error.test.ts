import { TRPCError } from "@trpc/server";
import { expect, it } from "vitest";
import { z } from "zod";
import { asAppError } from "./as-app-error.ts";
import { AppError } from "./errors.ts";

const zodError = z.object({ name: z.string("a name") }).safeParse({}).error;
const syntax = new SyntaxError("Unexpected token");

it.each([
  ["an error of ours", new AppError("TokenExpired"), "TokenExpired", /expired/],
  ["one inside tRPC's", trpc("CONFLICT", new AppError("CountChanged")), "CountChanged", /changed/],
  ["a schema's", zodError, "InvalidRequest", /^name: a name$/],
  ["a schema's inside tRPC's", trpc("BAD_REQUEST", zodError), "InvalidRequest", /^name: a name$/],
  ["a body that is not JSON", trpc("PARSE_ERROR", syntax), "InvalidRequest", /JSON/],
  ["a body that is too large", trpc("PAYLOAD_TOO_LARGE", syntax), "InvalidRequest", /large/],
  ["another method", trpc("METHOD_NOT_SUPPORTED", syntax), "MethodNotAllowed", /method/i],
  ["an unknown procedure", trpc("NOT_FOUND"), "NotFound", /.*/],
  ["input that is no input", trpc("BAD_REQUEST"), "InvalidRequest", /.*/],
  ["input that is not JSON", trpc("BAD_REQUEST", syntax), "InvalidRequest", /JSON/],
  ["our own answer", trpc("INTERNAL_SERVER_ERROR", zodError), "Internal", /our side/],
  ["a form", trpc("UNSUPPORTED_MEDIA_TYPE", syntax), "InvalidRequest", /content-type/],
  ["a parser in a procedure", trpc("INTERNAL_SERVER_ERROR", syntax), "Internal", /our side/],
  ["a database that is busy", trpc("INTERNAL_SERVER_ERROR", { code: "P2028" }), "NotReady", /busy/],
  ["anything else", new Error("secret"), "Internal", /our side/],
  ["no error at all", "secret", "Internal", /our side/],
])("%s is an error of the product", (_title, thrown, code, message) => {
  expect(asAppError(thrown)).toMatchObject({ code, message: expect.stringMatching(message) });
});

function trpc(code: TRPCError["code"], cause?: unknown): TRPCError {
  return new TRPCError({ code, message: "method", ...(cause === undefined ? {} : { cause }) });
}
