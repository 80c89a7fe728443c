import type { IncomingMessage, ServerResponse } from "node:http";
import { fromNodeHeaders } from "better-auth/node";
import { isAllowed } from "../auth/role.ts";
import type { Actor } from "../context.ts";
import type { Metrics } from "../metrics/metrics.ts";

/** `/healthz` (process is up), `/readyz` (database, CA, listeners), `/metrics` (API key or loopback). */
export function makeOperations(deps: {
  metrics: Metrics;
  identify: (headers: Headers) => Promise<Actor | null>;
  isReady: () => Promise<boolean>;
}) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const path = request.url?.split("?")[0];
    if (path === "/healthz") return text(response, 200, "ok\n");
    if (path === "/readyz") {
      const ready = await deps.isReady();
      return text(response, ready ? 200 : 503, ready ? "ready\n" : "not ready\n");
    }
    if (path !== "/metrics") return false;
    if (!(await mayScrape(request, deps.identify)))
      return text(response, 401, "API key required\n");
    const { body, contentType } = await deps.metrics.text();
    return text(response, 200, body, contentType);
  };
}

async function mayScrape(
  request: IncomingMessage,
  identify: (headers: Headers) => Promise<Actor | null>,
): Promise<boolean> {
  const address = request.socket.remoteAddress ?? "";
  if (/^(::1|(::ffff:)?127\.)/.test(address)) return true;
  // An expired key is refused with an error of its own; here it is as good as none.
  const actor = await identify(fromNodeHeaders(request.headers)).catch(() => null);
  return isAllowed(actor?.role ?? null, "read");
}

function text(response: ServerResponse, status: number, body: string, type = "text/plain"): true {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" });
  response.end(body);
  return true;
}
