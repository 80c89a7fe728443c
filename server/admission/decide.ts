import { isObject, type JsonObject, objectAt, textAt } from "./json.ts";
import { askRules, type Finding, type ReadyRule, tellWords, verdict } from "./judge.ts";
import { answerReview, defaultReview, type Misunderstood, type Review } from "./review.ts";
import type { DefaultAnswer } from "./schema.ts";

/** The rules in force, and the clusters that may ask about them. */
export interface RuleBook {
  readonly rules: readonly ReadyRule[];
  readonly defaultAnswer: DefaultAnswer;
  readonly clusters: ReadonlySet<string>;
}

/** `default`: the review was not understood, or nobody knows the cluster. */
export type ReviewOutcome = "allowed" | "denied" | "warned" | "error" | "default";

/** A review that is to be remembered, but for the moment. */
export interface Decided {
  readonly cluster: string;
  readonly outcome: "denied" | "warned" | "error";
  readonly allowed: boolean;
  readonly namespace: string | null;
  readonly kind: string | null;
  readonly name: string | null;
  readonly user: string | null;
  readonly operation: string | null;
  readonly isDryRun: boolean;
  readonly findings: readonly Finding[];
  readonly detail: string | null;
}

export interface Decision {
  readonly body: string;
  readonly outcome: ReviewOutcome;
  /** Null: it is only counted. */
  readonly kept: Decided | null;
  /** Whose it is; null: it was not understood, or nobody knows the cluster. */
  readonly cluster: string | null;
}

/** Answers a review of a cluster, whatever it is. */
export function decide(
  book: RuleBook,
  { cluster, review }: { cluster: string; review: Review | Misunderstood },
  monotonicMs: () => number,
): Decision {
  const { defaultAnswer } = book;
  const isKnown = book.clusters.has(cluster);
  const byDefault = (reason: string, kept: Decided | null = null): Decision => ({
    body: defaultReview(review.uid, defaultAnswer, reason),
    ...{ outcome: "default", kept, cluster: null },
  });
  if ("problem" in review) {
    const detail = `The review was not understood: ${review.problem}.`;
    return byDefault(detail, isKnown ? misunderstood(cluster, defaultAnswer, detail) : null);
  }
  if (!isKnown) return byDefault("the Console knows no cluster of this name.");
  const { operation, uid } = review;
  if (operation === "DELETE" || operation === "CONNECT") return allowed(uid, cluster);
  const namespace = textAt(review.request.namespace);
  const { oldObject, request } = review;
  const subject = { cluster, namespace, object: objectAt(review.object), oldObject, request };
  const findings = askRules(book.rules, subject, monotonicMs);
  const said = verdict(findings, defaultAnswer);
  if (said.outcome === "allowed") return allowed(uid, cluster);
  const { allowed: isAllowed, outcome, parts } = said;
  return {
    body: answerReview({ uid, allowed: isAllowed, ...told(parts, isAllowed, defaultAnswer) }),
    outcome,
    cluster,
    kept: {
      ...{ cluster, outcome, allowed: isAllowed, namespace, findings: parts, detail: null },
      ...whatAndWho(review),
    },
  };
}

const allowed = (uid: string, cluster: string): Decision => ({
  body: answerReview({ uid, allowed: true, message: "", warnings: [] }),
  outcome: "allowed",
  kept: null,
  cluster,
});

/** What denies goes into the message, what does not into warnings. */
function told(parts: readonly Finding[], isAllowed: boolean, defaultAnswer: DefaultAnswer) {
  const words = (part: Finding) => `${part.rule.name}: ${tellWords(part)}`;
  const denies = ({ rule, result }: Finding) =>
    !isAllowed && rule.action === "deny" && (result === "violates" || defaultAnswer === "deny");
  return {
    message: parts.filter(denies).map(words).join(" "),
    warnings: parts.filter((part) => !denies(part)).map(words),
  };
}

function misunderstood(cluster: string, answer: DefaultAnswer, detail: string): Decided {
  return {
    ...{ cluster, outcome: "error", allowed: answer === "allow", detail, findings: [] },
    ...{ namespace: null, kind: null, name: null, user: null, operation: null, isDryRun: false },
  };
}

function whatAndWho({ object, operation, request }: Review) {
  const subResource = textAt(request.subResource);
  const kind = textAt(objectAt(request.kind).kind) ?? "";
  return {
    operation,
    kind: subResource ? `${kind}/${subResource}` : kind,
    name: nameOf(request, isObject(object) ? object : {}),
    user: textAt(objectAt(request.userInfo).username),
    isDryRun: request.dryRun === true,
  };
}

/** Where the API server makes the end of a name, that end is not known yet. */
function nameOf(request: JsonObject, object: JsonObject): string | null {
  const { generateName, name } = objectAt(object.metadata);
  const whole = textAt(request.name) || textAt(name);
  if (whole) return whole;
  const beginning = textAt(generateName);
  return beginning ? `${beginning}*` : null;
}
