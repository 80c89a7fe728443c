import { describe, expect, it } from "vitest";
import { aPod, aReview, aRuleBook } from "../testing/admission.ts";
import { decide, type RuleBook } from "./decide.ts";
import type { JsonObject } from "./json.ts";
import { readReview } from "./review.ts";

const uid = "705ab4f5-6393-11e8-b7cc-42010a800002";

function answer(book: RuleBook, body: JsonObject | string, cluster = "prod") {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const decision = decide(book, { cluster, review: readReview(text) }, () => performance.now());
  return { ...decision, response: JSON.parse(decision.body).response };
}

const violated = { expression: "true", message: "Not here." };
const broken = { expression: "object.spec.nothing == 1" };

describe("a review", () => {
  it("that violates nothing is allowed without a word and kept nowhere", () => {
    const { kept, outcome, response } = answer(aRuleBook([{ expression: "false" }]), aReview());
    expect([response, outcome, kept]).toEqual([{ uid, allowed: true }, "allowed", null]);
  });

  it("is told every rule that denies it, and warned by the others", () => {
    const book = aRuleBook([violated, { ...violated, action: "warn" }, violated]);
    expect(answer(book, aReview()).response).toEqual({
      uid,
      allowed: false,
      status: { code: 403, reason: "Forbidden", message: "rule 0: Not here. rule 2: Not here." },
      warnings: ["rule 1: Not here."],
    });
  });

  it("that is only warned about is let in", () => {
    const { kept, outcome, response } = answer(
      aRuleBook([{ ...violated, action: "warn" }]),
      aReview({ dryRun: true }),
    );
    expect(response).toEqual({ uid, allowed: true, warnings: ["rule 0: Not here."] });
    expect(outcome).toBe("warned");
    expect(kept).toMatchObject({
      ...{ cluster: "prod", outcome: "warned", allowed: true, isDryRun: true },
      ...{ namespace: "web", kind: "Pod", name: "web-7d4b-*", user: "jane", operation: "CREATE" },
    });
  });

  it("names the containers that violate a rule", () => {
    const pod = aPod({
      initContainers: [{ name: "setup", image: "busybox" }],
      containers: [
        { name: "a", image: "a:1" },
        { name: "b", image: "b" },
      ],
    });
    const book = aRuleBook([{ expression: 'images.exists(i, i.tag == "latest")' }]);
    expect(answer(book, aReview({}, pod)).response.status.message).toBe(
      "rule 0: no. (containers setup, b)",
    );
  });

  it.each([
    [{ clusters: ["lab-*"] }, true],
    [{ namespaces: ["db"] }, true],
    [{ excludeNamespaces: ["we?"] }, true],
    [{ clusters: ["pr*"], namespaces: ["web"] }, false],
  ])("is asked only about rules of its place: %j", (scope, allowed) => {
    const book = aRuleBook([{ ...violated, ...scope }]);
    expect(answer(book, aReview()).response.allowed).toBe(allowed);
  });

  it.each(["DELETE", "CONNECT"])("of a %s is none of our business", (operation) => {
    const { outcome, response } = answer(aRuleBook([violated]), aReview({ operation }));
    expect([outcome, response.allowed]).toEqual(["allowed", true]);
  });

  it("of an ephemeral container says so", () => {
    const review = aReview({
      operation: "UPDATE",
      subResource: "ephemeralcontainers",
      name: "web-1",
    });
    const { kept } = answer(aRuleBook([violated]), review);
    expect(kept).toMatchObject({ kind: "Pod/ephemeralcontainers", name: "web-1" });
  });
});

describe("a rule that cannot be evaluated", () => {
  const told = "rule 0: Could not be evaluated: Field not found: nothing";

  it.each([
    ["allow", "deny", true, { warnings: [told] }],
    ["deny", "deny", false, { status: { code: 403, reason: "Forbidden", message: told } }],
    ["deny", "warn", true, { warnings: [told] }],
  ] as const)("by the default %s, when it would %s", (defaultAnswer, action, allowed, more) => {
    const book = aRuleBook([{ ...broken, action }], defaultAnswer);
    const { kept, outcome, response } = answer(book, aReview());
    expect(response).toEqual({ uid, allowed, ...more });
    expect([outcome, kept?.outcome, kept?.allowed]).toEqual(["error", "error", allowed]);
  });

  it("does not hide another that denies", () => {
    const { outcome, response } = answer(aRuleBook([broken, violated]), aReview());
    expect([outcome, response.allowed]).toEqual(["denied", false]);
    expect(response.warnings).toEqual([told]);
  });

  it("is one that an older version of Telovix saved, too", () => {
    const { response } = answer(aRuleBook([{ expression: "gone()" }], "deny"), aReview());
    expect(response.status.message).toBe(
      "rule 0: Could not be evaluated: There is no function gone().",
    );
  });
});

describe("the default answers", () => {
  const review = aReview();
  it.each([
    ["no JSON", `{"request":{"uid":"${uid}","x":`, "not valid JSON", uid],
    ["nothing", "", "not valid JSON", ""],
    ["a list", "[]", "not a JSON object", ""],
    ["another kind", { ...review, kind: "Review" }, "its kind is not AdmissionReview", uid],
    [
      "another version",
      { ...review, apiVersion: "admission.k8s.io/v1beta1" },
      "its apiVersion",
      uid,
    ],
    ["no request", { ...review, request: null }, "it has no request", ""],
    ["no uid", aReview({ uid: "" }), "its request has no uid", ""],
    ["no object", aReview({ object: null }), "its request has no object", uid],
    ["no operation", aReview({ operation: "LIST" }), "no known operation", uid],
    ["a deep object", aReview({ object: deep(200) }), "more than 100 levels deep", uid],
    [
      "an object that is made to take long",
      aReview({ object: { kind: "Pod", spec: { containers: Array(60_000).fill({}) } } }),
      "more than 50000 values",
      uid,
    ],
  ])("a review with %s", (_, body, problem, expectedUid) => {
    const allowed = answer(aRuleBook([violated], "allow"), body);
    expect(allowed.response).toMatchObject({ uid: expectedUid, allowed: true });
    expect(allowed.response.warnings[0]).toContain(problem);
    const denied = answer(aRuleBook([], "deny"), body);
    expect(denied.response).toMatchObject({ uid: expectedUid, allowed: false });
    expect(denied.response.status.message).toContain(problem);
    expect(denied).toMatchObject({
      outcome: "default",
      kept: { outcome: "error", allowed: false },
    });
  });

  it("a cluster that nobody knows, of which nothing is kept", () => {
    const { kept, outcome, response } = answer(aRuleBook([violated], "deny"), aReview(), "other");
    expect([response.allowed, outcome, kept]).toEqual([false, "default", null]);
    expect(answer(aRuleBook([]), "{", "other").kept).toBeNull();
  });
});

function deep(levels: number): JsonObject {
  return levels === 0 ? {} : { a: deep(levels - 1) };
}
