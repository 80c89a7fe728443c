import { isObject, type Json, type JsonObject, objectAt, parseJson, textAt } from "./json.ts";
import type { DefaultAnswer } from "./schema.ts";

const apiVersion = "admission.k8s.io/v1";
const kind = "AdmissionReview";
const uidMax = 200;

/** An AdmissionReview as an API server sends it, as far as it is needed. */
export interface Review {
  readonly uid: string;
  readonly operation: "CREATE" | "UPDATE" | "DELETE" | "CONNECT";
  readonly object: Json;
  readonly oldObject: Json;
  /** Everything of the request but the objects. */
  readonly request: JsonObject;
}

/** A review that was not understood; its answer carries the `uid` as far as one was found. */
export interface Misunderstood {
  readonly uid: string;
  readonly problem: string;
}

/** Reads a body. What is wrong with it ends a sentence that begins "The review was not understood:". */
export function readReview(text: string): Review | Misunderstood {
  let json: Json;
  try {
    json = parseJson(text);
  } catch (error) {
    const problem = error instanceof RangeError ? error.message : "not valid JSON";
    return { uid: uidIn(text), problem };
  }
  if (!isObject(json)) return { uid: "", problem: "not a JSON object" };
  const request = objectAt(json.request);
  const uid = (textAt(request.uid) ?? "").slice(0, uidMax);
  const problem = problemOf(json, request);
  const { object = null, oldObject = null, ...rest } = request;
  const operation = operations.find((each) => each === rest.operation);
  if (problem !== null || !operation) return { uid, problem: problem ?? "no known operation" };
  return { uid, operation, object, oldObject, request: rest };
}

const operations = ["CREATE", "UPDATE", "DELETE", "CONNECT"] as const;

function problemOf(json: JsonObject, request: JsonObject): string | null {
  if (json.kind !== kind) return `its kind is not ${kind}`;
  if (json.apiVersion !== apiVersion) return `its apiVersion is not ${apiVersion}`;
  if (!isObject(json.request)) return "it has no request";
  if (!textAt(request.uid)) return "its request has no uid";
  const needsObject = request.operation === "CREATE" || request.operation === "UPDATE";
  return needsObject && !isObject(request.object) ? "its request has no object" : null;
}

/** API servers put the uid first, so the beginning of a body tells it, whatever follows. */
export function uidIn(beginning: string): string {
  const found = /"request"\s*:\s*\{\s*"uid"\s*:\s*"([^"\\\p{Cc}]{1,200})"/u.exec(beginning);
  return found?.[1] ?? "";
}

/** What an API server may be told at most: 256 characters a warning, 4,096 of all of them. */
const warningMax = 256;
const warningsMax = 4_096;
const messageMax = 2_000;

export interface Answer {
  readonly uid: string;
  readonly allowed: boolean;
  /** Why it is denied; ignored where it is allowed. */
  readonly message: string;
  readonly warnings: readonly string[];
}

/** The answer's body. */
export function answerReview({ uid, allowed, message, warnings }: Answer): string {
  const told = fitting(warnings);
  return JSON.stringify({
    apiVersion,
    kind,
    response: {
      uid,
      allowed,
      ...(allowed
        ? {}
        : { status: { code: 403, reason: "Forbidden", message: line(message, messageMax) } }),
      ...(told.length > 0 ? { warnings: told } : {}),
    },
  });
}

/** What is answered where no rule decides. */
export function defaultReview(uid: string, answer: DefaultAnswer, reason: string): string {
  const words = answer === "allow" ? "allowed" : "denied";
  const message = `Telovix ${words} this without asking its rules: ${reason}`;
  return answerReview({
    ...{ uid, allowed: answer === "allow", message },
    warnings: answer === "allow" ? [message] : [],
  });
}

/** As many as fit; what does not is told of. */
function fitting(warnings: readonly string[]): string[] {
  const told: string[] = [];
  let length = 0;
  for (const [index, warning] of warnings.entries()) {
    const text = line(warning, warningMax);
    const rest = `And ${warnings.length - index} more.`;
    if (length + text.length + rest.length > warningsMax) return [...told, rest];
    told.push(text);
    length += text.length;
  }
  return told;
}

/** On one line of a terminal and of an HTTP header: kubectl prints warnings as they come. */
function line(text: string, max: number): string {
  const clean = text.toWellFormed().replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ");
  return clean.length > max ? `${clean.slice(0, max - 1).toWellFormed()}…` : clean;
}
