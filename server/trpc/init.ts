import { initTRPC, TRPCError } from "@trpc/server";
import { asAppError } from "../as-app-error.ts";
import { isAllowed, type Permission } from "../auth/role.ts";
import type { Actor, Ctx } from "../context.ts";
import { AppError, type ErrorCode, errorTable, problemDocument } from "../errors.ts";
import type { ProcedureCall } from "../metrics/http-metrics.ts";
import type { Live } from "../sensors/live.ts";
import { notStorable, unstorablePath } from "../storable.ts";

/** Where a procedure stands in REST, and what its reference says of it. */
export type RestMeta = {
  openapi?: {
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    path: `/${string}`;
    /** What it does, in a few words that begin with a verb. */
    summary: string;
    description?: string;
    tags: string[];
  };
  /** What it answers with when that is not 200. */
  successStatus?: 201 | 202 | 204;
  /** Refusals beside those that every route of its kind can answer with. */
  errors?: readonly ErrorCode[];
  /** As how many requests it counts against the rate limit; default 1. */
  cost?: number;
  /** Content types of the files that it answers with, instead of JSON: see `Download`. */
  downloads?: readonly string[];
  /** A body that it takes. */
  example?: Readonly<Record<string, unknown>>;
  /** What its guard asks for; the guards below set it. */
  permission?: Permission;
};

/** A request's context before it is known who acts; null: nobody is signed in. */
export interface RequestContext extends Omit<Ctx, "actor"> {
  readonly actor: Actor | null;
  readonly requestId: string;
  /** Changes as they happen, for subscriptions. */
  readonly live: Live;
  /** Is told of every call of a procedure, to count it. */
  readonly onCall?: (call: ProcedureCall) => void;
}

const trpcCodes: Record<number, TRPCError["code"]> = {
  401: "UNAUTHORIZED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  409: "CONFLICT",
  415: "UNSUPPORTED_MEDIA_TYPE",
  422: "UNPROCESSABLE_CONTENT",
  429: "TOO_MANY_REQUESTS",
  503: "SERVICE_UNAVAILABLE",
};

const t = initTRPC
  .context<RequestContext>()
  .meta<RestMeta>()
  .create({
    // Every 15 s, so that a proxy does not close a quiet subscription.
    sse: { ping: { enabled: true, intervalMs: 15_000 } },
    errorFormatter: ({ shape, error, ctx }) => ({
      ...shape,
      message: asAppError(error).message,
      data: {
        ...shape.data,
        stack: undefined,
        problem: problemDocument(asAppError(error), ctx?.requestId),
      },
    }),
  });

/** The product's error with tRPC's name for its status. */
export function asTrpcError(error: AppError): TRPCError {
  const code = trpcCodes[errorTable[error.code][0]] ?? "INTERNAL_SERVER_ERROR";
  return new TRPCError({ code, message: error.message, cause: error });
}

const errors = t.middleware(async ({ next, ctx, path, type }) => {
  const beginMs = performance.now();
  const result = await next();
  const observe = (outcome: "ok" | "refused" | "failed") => {
    const seconds = (performance.now() - beginMs) / 1000;
    // A subscription lasts for as long as its page is open.
    if (type !== "subscription") ctx.onCall?.({ procedure: path, outcome, seconds });
  };
  if (result.ok) {
    observe("ok");
    return result;
  }
  const error = asAppError(result.error);
  observe(error.code === "Internal" ? "failed" : "refused");
  if (error.code === "Internal") {
    ctx.log.error({ err: result.error.cause ?? result.error, path }, "Request failed");
  }
  throw asTrpcError(error);
});

/** Once for every input there is: what the database cannot store is the caller's mistake. */
const storable = t.middleware(async ({ next, getRawInput }) => {
  const path = unstorablePath(await getRawInput());
  if (path === null) return next();
  throw new AppError("InvalidRequest", notStorable(path));
});

function guarded(permission: Permission) {
  return t.procedure
    .meta({ permission })
    .use(errors)
    .use(({ ctx, next }) => {
      if (!ctx.actor) throw new AppError("Unauthenticated");
      if (!isAllowed(ctx.actor.role, permission)) throw new AppError("Forbidden");
      return next({ ctx: { ...ctx, actor: ctx.actor } });
    })
    .use(storable);
}

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;
/** Guards. Each verb behind them authorizes again for itself. */
export const viewer = guarded("read");
export const operator = guarded("operate");
export const admin = guarded("administer");
export const provisioner = guarded("createTokens");

/** `call(verb)`: a procedure's resolver that only hands context and input to the verb. */
export function call<Input, Output>(verb: (ctx: Ctx, input: Input) => Promise<Output>) {
  return ({ ctx, input }: { ctx: Ctx; input: Input }) => verb(ctx, input);
}
