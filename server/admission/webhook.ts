import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Db } from "../context.ts";
import type { Listener } from "../db/listen.ts";
import type { AdmissionMetrics } from "../metrics/admission-metrics.ts";
import { makeDecisionLog } from "./decision-log.ts";
import { makeReviewCounts } from "./review-counts.ts";
import { makeAdmissionRoute } from "./route.ts";
import { makeRuleBook } from "./rule-book.ts";

/** What answers clusters' API servers: the rules in force, the route, and the log behind it. */
export function makeAdmissionWebhook(deps: {
  db: Db;
  clock: Clock;
  listener: Listener;
  log: Logger;
  metrics: AdmissionMetrics;
}) {
  const monotonicMs = () => performance.now();
  const book = makeRuleBook({ ...deps, monotonicMs });
  const decisions = makeDecisionLog({ ...deps, onDropped: deps.metrics.dropped });
  const counts = makeReviewCounts(deps);
  return {
    route: makeAdmissionRoute({ ...deps, book: book.book, decisions, counts, monotonicMs }),
    async start() {
      await book.start();
      decisions.start();
      counts.start();
    },
    async stop() {
      book.stop();
      await Promise.all([decisions.stop(), counts.stop()]);
    },
  };
}
