import type pg from "pg";
import type { Logger } from "pino";
import manifest from "../../package.json" with { type: "json" };
import type { Clock } from "../clock.ts";
import type { Db } from "../context.ts";
import type { Listener } from "../db/listen.ts";
import { makeActors, makeRequestLog } from "../log/request-log.ts";
import { makeMetrics } from "../metrics/metrics.ts";
import { makeRouteName } from "../metrics/route-name.ts";
import { makeTally } from "../metrics/tally.ts";
import { restRoutes } from "../rest/routes.ts";

/** What a console tells of itself: a line for each request, and metrics. */
export function observeConsole(deps: {
  db: Db;
  pool: pg.Pool;
  listener: Listener;
  clock: Clock;
  log: Logger;
}) {
  const monotonicMs = () => performance.now();
  const metrics = makeMetrics({ ...deps, monotonicMs, version: manifest.version });
  deps.listener.on("notice", (notice) => {
    if (notice.topic === "tally") metrics.heard(notice);
  });
  const actors = makeActors();
  const routeName = makeRouteName(restRoutes());
  const { answered } = metrics;
  const request = makeRequestLog({ log: deps.log, actors, routeName, answered, monotonicMs });
  return { metrics, actors, request, tally: makeTally(deps) };
}
