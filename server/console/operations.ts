import type { IncomingMessage, ServerResponse } from "node:http";
import { fromNodeHeaders } from "better-auth/node";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { isAllowed } from "../auth/role.ts";
import type { Actor, Db } from "../context.ts";
import { countSensors } from "../sensors/count.ts";

/** `/healthz` (process is up), `/readyz` (database, CA, listeners), `/metrics` (API key or loopback). */
export function makeOperations(deps: {
  db: Db;
  identify: (headers: Headers) => Promise<Actor | null>;
  isReady: () => Promise<boolean>;
}) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "telovix_sensors",
    help: "Sensors by status",
    labelNames: ["status"],
    registers: [registry],
    async collect() {
      const { total: _total, ...counts } = await countSensors(deps.db, {});
      for (const [status, count] of Object.entries(counts)) this.set({ status }, count);
    },
  });

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
    return text(response, 200, await registry.metrics(), registry.contentType);
  };
}

async function mayScrape(
  request: IncomingMessage,
  identify: (headers: Headers) => Promise<Actor | null>,
): Promise<boolean> {
  const address = request.socket.remoteAddress ?? "";
  if (/^(::1|(::ffff:)?127\.)/.test(address)) return true;
  const actor = await identify(fromNodeHeaders(request.headers));
  return isAllowed(actor?.role ?? null, "read");
}

function text(response: ServerResponse, status: number, body: string, type = "text/plain"): true {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" });
  response.end(body);
  return true;
}
