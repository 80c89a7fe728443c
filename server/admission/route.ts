import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { type RateLimiterAbstract, RateLimiterMemory } from "rate-limiter-flexible";
import { addressBlock, clientAddress } from "../client-address.ts";
import { AppError } from "../errors.ts";
import type { AdmissionMetrics } from "../metrics/admission-metrics.ts";
import { sendProblem } from "../problem-response.ts";
import { type Decision, decide, type RuleBook } from "./decide.ts";
import type { DecisionLog } from "./decision-log.ts";
import { makeBodyReader } from "./read-body.ts";
import { defaultReview, readReview, uidIn } from "./review.ts";
import type { ReviewCounts } from "./review-counts.ts";

const base = "/admission/v1/";
const reviewPath = /^\/admission\/v1\/clusters\/([^/]{1,400})\/review$/;

/**
 * Reviews a minute of one address (IPv6: its /64), at each console: API servers have no credentials
 * here, so nothing else tells them from strangers. Beyond, the default answers.
 */
export const reviewLimit = { points: 30_000, duration: 60 };

interface Deps {
  readonly book: () => RuleBook;
  readonly decisions: Pick<DecisionLog, "add">;
  readonly counts: Pick<ReviewCounts, "add">;
  readonly metrics: AdmissionMetrics;
  readonly log: Logger;
  readonly monotonicMs: () => number;
}

/**
 * `POST /admission/v1/clusters/<name>/review`: an AdmissionReview gets an AdmissionReview. Whatever is
 * wrong with it, or with us, it gets one all the same: an error would leave the decision to a
 * `failurePolicy` that nobody thinks of.
 */
export function makeAdmissionRoute(deps: Deps, limit = reviewLimit) {
  const limiter = new RateLimiterMemory(limit);
  const readBody = makeBodyReader();

  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const [path = ""] = (request.url ?? "").split("?");
    if (!path.startsWith(base)) return false;
    const cluster = reviewPath.exec(path)?.[1];
    if (cluster === undefined) sendProblem(response, new AppError("NotFound"));
    else if (request.method !== "POST") refuseMethod(response);
    else await review(request, response, decoded(cluster));
    return true;
  };

  async function review(
    request: IncomingMessage,
    response: ServerResponse,
    cluster: string,
  ): Promise<void> {
    const address = addressBlock(clientAddress(request));
    const refusal = await tooMany(limiter, address);
    const body = await readBody(request, { address, refusal }).catch(() => null);
    // Who went away in the middle waits for no answer.
    if (!body) return void response.destroy();
    const beginMs = deps.monotonicMs();
    const { problem, text } = body;
    const decision = problem === null ? judge(cluster, text) : unread(uidIn(text), `${problem}.`);
    deps.metrics.reviewed(decision.outcome, (deps.monotonicMs() - beginMs) / 1000);
    if (decision.cluster !== null) deps.counts.add(decision.cluster);
    if (decision.kept) deps.decisions.add(decision.kept);
    response.writeHead(200, {
      "content-type": "application/json",
      ...(request.complete ? {} : { connection: "close" }),
    });
    response.end(decision.body);
  }

  function judge(cluster: string, text: string): Decision {
    try {
      return decide(deps.book(), { cluster, review: readReview(text) }, deps.monotonicMs);
    } catch (error) {
      deps.log.error({ err: error }, "An admission review failed");
      return unread(uidIn(text), "something went wrong in the Console.");
    }
  }

  /** Only counted: a stranger could fill the log with these. */
  function unread(uid: string, reason: string): Decision {
    const body = defaultReview(uid, deps.book().defaultAnswer, reason);
    return { body, outcome: "default", kept: null, cluster: null };
  }
}

async function tooMany(limiter: RateLimiterAbstract, address: string): Promise<string | null> {
  const { consumedPoints } = await limiter.penalty(address);
  return consumedPoints > limiter.points ? "too many reviews from this address" : null;
}

function refuseMethod(response: ServerResponse): void {
  response.setHeader("allow", "POST");
  sendProblem(response, new AppError("MethodNotAllowed", "Reviews are posted."));
}

/** A name that is not well encoded is that of no cluster. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return "";
  }
}
