import type { IncomingMessage, ServerResponse } from "node:http";
import { asAppError } from "../as-app-error.ts";
import { isAllowed } from "../auth/role.ts";
import type { Actor } from "../context.ts";
import { Download } from "../download.ts";
import { AppError } from "../errors.ts";
import { idempotencyKey } from "../idempotency/key.ts";
import { once } from "../idempotency/once.ts";
import { sendProblem } from "../problem-response.ts";
import { publicUrl } from "../settings/public-url.ts";
import type { RequestContext } from "../trpc/init.ts";
import { findRoute, MethodNotAllowed } from "./find-route.ts";
import { openApiDocument } from "./open-api.ts";
import { procedureCaller } from "./procedure-caller.ts";
import type { RateLimits } from "./rate-limits.ts";
import { requestInput } from "./request-input.ts";
import { type RestRoute, restBase, restRoutes } from "./routes.ts";
import { sendDownload } from "./send-download.ts";

/** Below what Node itself refuses without a word. */
const urlLengthMax = 8_192;

interface Deps {
  createContext: (request: IncomingMessage) => Promise<RequestContext>;
  limits: RateLimits;
}

/** REST: the tRPC procedures that carry openapi metadata, by method and path. */
export function makeRestHandler(deps: Deps) {
  const routes = restRoutes();
  const call = procedureCaller();
  const document = openApiDocument();

  async function answer(request: IncomingMessage, response: ServerResponse, url: URL) {
    const context = await deps.createContext(request);
    const exchange = { request, response, actor: context.actor };
    await deps.limits.take(exchange);
    if ((request.url ?? "").length > urlLengthMax)
      throw new AppError("UrlTooLong", `At most ${urlLengthMax} characters.`);
    const { route, parameters, allow } = findRoute(routes, url, request.method);
    if (request.method === "OPTIONS") return void response.writeHead(204, { allow }).end();
    if (route === "document") {
      const servers = [{ url: `${await publicUrl(context.db, context.config)}${restBase}` }];
      return send(response, 200, { ...document, servers });
    }
    // Before the body is read: who may not call this learns nothing of what it takes.
    requireRole(context.actor, route);
    if (route.cost > 1) await deps.limits.take(exchange, route.cost - 1);
    const input = await requestInput(request, route, { url, parameters });
    const key = route.method === "POST" ? idempotencyKey(request) : undefined;
    const run = async (as: RequestContext) => ({
      status: route.successStatus,
      body: await call(as, route.procedure, input),
    });
    if (key === undefined) {
      const { status, body } = await run(context);
      if (body instanceof Download) return sendDownload(response, body);
      return send(response, status, body);
    }
    const { status, body, isReplayed } = await once(context, { key, url, input }, run);
    if (isReplayed) response.setHeader("idempotency-replayed", "true");
    send(response, status, body);
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const url = URL.parse(request.url ?? "/", "https://console");
    if (!url || !/^\/api\/v1(\/|$)/.test(url.pathname)) return false;
    await answer(request, response, url).catch((thrown: unknown) => {
      if (thrown instanceof MethodNotAllowed) response.setHeader("allow", thrown.allow);
      sendProblem(response, asAppError(thrown));
    });
    return true;
  };
}

function requireRole(actor: Actor | null, { permission }: RestRoute): void {
  if (!actor) throw new AppError("Unauthenticated");
  if (!isAllowed(actor.role, permission)) throw new AppError("Forbidden");
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (status === 204) return void response.writeHead(204).end();
  const isProblem = status >= 400;
  response.writeHead(status, {
    "content-type": isProblem ? "application/problem+json" : "application/json",
    "cache-control": "no-store",
  });
  response.end(JSON.stringify(body));
}
