import type { IncomingMessage, ServerResponse } from "node:http";
import { nodeHTTPRequestHandler } from "@trpc/server/adapters/node-http";
import type { RequestContext } from "./init.ts";
import { appRouter } from "./router.ts";

const base = "/api/trpc/";

/** Serves `/api/trpc/…`; subscriptions are server-sent events. */
export function makeTrpcHandler(deps: {
  createContext: (request: IncomingMessage) => Promise<RequestContext>;
}) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    if (!request.url?.startsWith(base)) return false;
    await nodeHTTPRequestHandler({
      router: appRouter,
      req: request,
      res: response,
      path: request.url.slice(base.length).split("?")[0] ?? "",
      createContext: () => deps.createContext(request),
      maxBodySize: 1024 * 1024,
    });
    return true;
  };
}
