import type { IncomingMessage, ServerResponse } from "node:http";
import { nodeHTTPRequestHandler } from "@trpc/server/adapters/node-http";
import { asAppError } from "../as-app-error.ts";
import type { RateLimits } from "../rest/rate-limits.ts";
import { asTrpcError, type RequestContext } from "./init.ts";
import { appRouter } from "./router.ts";

const base = "/api/trpc/";

/** Serves `/api/trpc/…`; subscriptions are server-sent events. */
export function makeTrpcHandler(deps: {
  createContext: (request: IncomingMessage) => Promise<RequestContext>;
  limits: RateLimits;
}) {
  async function context(request: IncomingMessage, response: ServerResponse) {
    try {
      const made = await deps.createContext(request);
      await deps.limits.take({ request, response, actor: made.actor }, callsIn(request));
      return made;
    } catch (thrown) {
      throw asTrpcError(asAppError(thrown));
    }
  }
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    if (!request.url?.startsWith(base)) return false;
    await nodeHTTPRequestHandler({
      router: appRouter,
      req: request,
      res: response,
      path: request.url.slice(base.length).split("?")[0] ?? "",
      createContext: () => context(request, response),
      maxBodySize: 1024 * 1024,
    });
    return true;
  };
}

/** A batch is as many requests as it names procedures: `a,b,c`. */
const callsIn = ({ url = "" }: IncomingMessage): number =>
  (url.split("?")[0] ?? "").split(/,|%2c/i).length;
