import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { notAlive, notReady, type Progress } from "../progress.ts";

/**
 * Serves `GET /livez` and `GET /readyz` on the loopback address until `signal` aborts: 200, or 503
 * with the reasons. A port that is taken is said and does not stop the sensor.
 */
export async function healthTask(
  deps: { port: number; progress: Progress; clock: Clock; log: Log },
  signal: AbortSignal,
): Promise<void> {
  const { port, progress, clock, log } = deps;
  const rules = { "/livez": notAlive, "/readyz": notReady } as const;
  const server = createServer((request, response) => {
    const path = request.url?.split("?")[0];
    if (path !== "/livez" && path !== "/readyz") return answer(response, 404, ["no such path"]);
    if (request.method !== "GET" && request.method !== "HEAD")
      return answer(response, 405, ["only GET"]);
    const reasons = rules[path](progress.facts(), clock.nowMs());
    answer(response, reasons.length === 0 ? 200 : 503, reasons);
  });
  server.requestTimeout = 5_000;
  server.maxConnections = 16;
  try {
    server.listen({ host: "127.0.0.1", port, signal });
    await once(server, "listening");
    server.on("error", (error) => log.warn(`Health: ${error.message}`));
    await once(server, "close");
  } catch (error) {
    if (signal.aborted) return;
    log.error(
      `/livez and /readyz are not served on 127.0.0.1:${port}: ${(error as Error).message}. Give the sensor another port (--health-port, healthPort of the chart).`,
    );
  }
}

function answer(response: ServerResponse, status: number, reasons: string[]): void {
  response.writeHead(status, { "content-type": "application/json", connection: "close" });
  response.end(`${JSON.stringify({ ok: status === 200, reasons })}\n`);
}
