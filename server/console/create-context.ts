import type { IncomingMessage } from "node:http";
import { fromNodeHeaders } from "better-auth/node";
import type { Actor } from "../context.ts";
import { AppError } from "../errors.ts";
import type { Actors } from "../log/request-log.ts";
import type { RequestContext } from "../trpc/init.ts";

/** Makes the context of one request: who acts, and what verbs need. */
export function makeCreateContext(
  deps: Omit<RequestContext, "actor" | "requestId"> & {
    identify: (headers: Headers) => Promise<Actor | null>;
    actors?: Actors;
  },
) {
  const { identify, actors, ...shared } = deps;
  return async (request: IncomingMessage): Promise<RequestContext> => {
    const headers = fromNodeHeaders(request.headers);
    requireSameOrigin(request);
    const requestId = headers.get("x-request-id") ?? "";
    const actor = await identify(headers);
    actors?.note(request, actor);
    if (actor?.kind === "user") requireOwnPage(request);
    return { ...shared, log: shared.log.child({ requestId }), requestId, actor };
  };
}

/**
 * Another site's page may not act with our cookie. Browsers set Origin on every cross-site and
 * every non-GET request, and scripts cannot change it; API clients send none.
 */
function requireSameOrigin(request: IncomingMessage): void {
  const { origin, host } = request.headers;
  if (origin && URL.parse(origin)?.host !== host) {
    throw new AppError("Forbidden", "Requests from another site are refused.");
  }
}

/**
 * What changes something by cookie must say that it comes from a page of ours: the SameSite cookie is
 * the first lock, this is the second. A script without a browser uses an API key.
 */
function requireOwnPage({ method = "GET", headers }: IncomingMessage): void {
  if (["GET", "HEAD", "OPTIONS"].includes(method)) return;
  if (headers.origin || headers["sec-fetch-site"] === "same-origin") return;
  throw new AppError("Forbidden", "With a cookie, changes are made from the Console's pages only.");
}
