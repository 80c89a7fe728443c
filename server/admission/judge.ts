import type { Expression } from "./expression.ts";
import { type ReviewValues, reviewValues, type Subject } from "./review-values.ts";
import type { DefaultAnswer, Rule } from "./schema.ts";
import { isInScope, type Scope } from "./scope.ts";

/** A rule that is ready to be asked; without an expression it is in error, for the reason given. */
export interface ReadyRule extends Scope, Pick<Rule, "name" | "message" | "action"> {
  readonly id: string | null;
  readonly expression: Expression | null;
  readonly problem: string | null;
}

export interface Finding {
  readonly rule: ReadyRule;
  readonly result: "violates" | "passes" | "error";
  /** What went wrong; null: nothing. */
  readonly error: string | null;
  /** The containers that violate the rule; empty: the object as a whole. */
  readonly containers: readonly string[];
}

/** All rules of a review together; a rule that comes after is in error. */
export const reviewMsMax = 1_000;

/** Asks every rule whose scope the object is in; their order does not matter. */
export function askRules(
  rules: readonly ReadyRule[],
  subject: Subject,
  monotonicMs: () => number,
): Finding[] {
  const asked = rules.filter((rule) => isInScope(rule, subject));
  if (asked.length === 0) return [];
  const deadlineMs = monotonicMs() + reviewMsMax;
  const values = reviewValues(subject);
  return asked.map((rule) => ({ rule, ...ask(rule, values, deadlineMs) }));
}

function ask(
  { expression, problem }: ReadyRule,
  values: ReviewValues,
  deadlineMs: number,
): Omit<Finding, "rule"> {
  if (!expression) return { result: "error", error: problem, containers: [] };
  const answer = expression.ask(values.all, deadlineMs);
  if (typeof answer === "object") return { result: "error", error: answer.error, containers: [] };
  if (!answer) return { result: "passes", error: null, containers: [] };
  return { result: "violates", error: null, containers: guilty(expression, values, deadlineMs) };
}

/** Of a pod with more containers none is named: each would be another evaluation of every rule. */
export const namedMax = 100;

/** Those that violate the rule on their own, unless the object does so without any container. */
function guilty(expression: Expression, values: ReviewValues, deadlineMs: number): string[] {
  if (!expression.asksContainers || values.containers.length > namedMax) return [];
  const violates = (index: number) => expression.ask(values.withOnly(index), deadlineMs) === true;
  if (violates(-1)) return [];
  return values.containers.filter((_, index) => violates(index));
}

/** What comes of all findings together. */
export interface Verdict {
  readonly allowed: boolean;
  readonly outcome: "allowed" | "denied" | "warned" | "error";
  /** Those that had a part in it. */
  readonly parts: readonly Finding[];
}

/** A rule that could not be evaluated is answered for by the default; one that only warns never denies. */
export function verdict(findings: readonly Finding[], defaultAnswer: DefaultAnswer): Verdict {
  const parts = findings.filter(({ result }) => result !== "passes");
  const denies = ({ rule, result }: Finding) =>
    rule.action === "deny" && (result === "violates" || defaultAnswer === "deny");
  const allowed = !parts.some(denies);
  const isViolated = parts.some((part) => part.result === "violates" && (allowed || denies(part)));
  const outcome = isViolated ? (allowed ? "warned" : "denied") : "error";
  return { allowed, outcome: parts.length === 0 ? "allowed" : outcome, parts };
}

/** What people are told of a finding, below the rule's name or after it. */
export function tellWords({ rule, result, error, containers }: Finding): string {
  if (result === "error") return `Could not be evaluated: ${error ?? "it is not ready."}`;
  return containers.length === 0 ? rule.message : `${rule.message} (${containerWords(containers)})`;
}

const containersShown = 5;

function containerWords(names: readonly string[]): string {
  const shown = names.slice(0, containersShown).join(", ");
  const more = names.length - containersShown;
  const noun = names.length === 1 ? "container" : "containers";
  return more > 0 ? `${noun} ${shown} and ${more} more` : `${noun} ${shown}`;
}
