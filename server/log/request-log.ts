import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { Actor } from "../context.ts";
import type { Answered } from "../metrics/http-metrics.ts";

/** Longer than this is worth a look. */
const slowSeconds = 1;
/** Asked every few seconds by probes and scrapers, once for each file of a page, for each pod. */
const unremarkable = new Set([
  ...["/healthz", "/readyz", "/metrics", "/_next/{file}", "/admission/v1/{review}"],
]);

/** How long these last is the client's affair: an open page, a slow line. */
const stream = /^(text\/event-stream|application\/octet-stream)/;

/** Who acts in which request, known once its context is made. */
export interface Actors {
  note(request: IncomingMessage, actor: Actor | null): void;
  of(request: IncomingMessage): Actor | null;
}

export function makeActors(): Actors {
  const actors = new WeakMap<IncomingMessage, Actor>();
  return {
    note(request, actor) {
      if (actor) actors.set(request, actor);
    },
    of: (request) => actors.get(request) ?? null,
  };
}

/**
 * Writes one line and counts one request when its answer is over. The line has the route's pattern,
 * never the path's ids, the query, headers or a body: each may hold a secret.
 */
export function makeRequestLog(deps: {
  log: Logger;
  actors: Actors;
  routeName: (path: string) => string;
  answered: (request: Answered) => void;
  monotonicMs: () => number;
}) {
  const { log, actors, routeName, answered, monotonicMs } = deps;
  return (request: IncomingMessage, response: ServerResponse, requestId: string): void => {
    const beginMs = monotonicMs();
    response.once("close", () => {
      const route = routeName(request.url?.split("?")[0] ?? "/");
      const { method = "GET" } = request;
      const isStream = stream.test(String(response.getHeader("content-type") ?? ""));
      const seconds = (monotonicMs() - beginMs) / 1000;
      const status = response.statusCode;
      answered({ method, route, status, seconds, isStream });
      const actor = actors.of(request);
      log[levelOf({ route, status, seconds, isStream })](
        {
          ...{ requestId, method, route, status },
          durationMs: Math.round(seconds * 1000),
          actor: actor === null ? null : `${actor.kind}:${actor.id}`,
          ...(isStream || response.writableFinished ? {} : { aborted: true }),
        },
        "Request",
      );
    });
  };
}

/** What failed is an error, what was slow a warning, what nobody looks for is for debugging. */
export function levelOf({
  route,
  status,
  seconds,
  isStream,
}: Pick<Answered, "route" | "status" | "seconds" | "isStream">) {
  // 503 is how a Console that waits for its database says so; the cause has a line of its own.
  if (status >= 500) return status === 503 ? "warn" : "error";
  if (seconds >= slowSeconds && !isStream) return "warn";
  return unremarkable.has(route) ? "debug" : "info";
}
