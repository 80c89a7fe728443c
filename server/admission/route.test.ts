import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import fc from "fast-check";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { aPod, aReview, aRuleBook } from "../testing/admission.ts";
import type { Decided, RuleBook } from "./decide.ts";
import { bodyBytesMax } from "./read-body.ts";
import { makeAdmissionRoute } from "./route.ts";

/** What an API server takes: `verifyAdmissionResponse` of k8s.io/apiserver. */
const Answer = z.strictObject({
  apiVersion: z.literal("admission.k8s.io/v1"),
  kind: z.literal("AdmissionReview"),
  response: z.strictObject({
    uid: z.string(),
    allowed: z.boolean(),
    status: z
      .strictObject({ code: z.literal(403), reason: z.literal("Forbidden"), message: z.string() })
      .optional(),
    warnings: z
      .array(
        z
          .string()
          .min(1)
          .max(256)
          .regex(/^\P{Cc}*$/u),
      )
      .optional(),
  }),
});

const rules = [
  { expression: 'containers.exists(c, c.image.contains("evil"))' },
  { expression: "object.spec.volumes.exists(v, has(v.hostPath))", action: "warn" as const },
];
let book: RuleBook;
let kept: Decided[] = [];
const asked: string[] = [];
const deps = {
  book: () => book,
  decisions: { add: (decided: Decided) => void kept.push(decided) },
  counts: { add: (cluster: string) => void asked.push(cluster) },
  metrics: { reviewed: () => {}, dropped: () => {} },
  log: pino({ level: "silent" }),
  monotonicMs: () => performance.now(),
};
const limit = { points: 100_000, duration: 60 };
let route = makeAdmissionRoute(deps, limit);
const server = createServer((request, response) => {
  void route(request, response).then((isDone) => isDone || response.writeHead(418).end());
});
let origin = "";

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  book = aRuleBook(rules);
  kept = [];
  asked.length = 0;
  route = makeAdmissionRoute(deps, limit);
});

async function post(body: string | Uint8Array, cluster = "prod") {
  const url = `${origin}/admission/v1/clusters/${cluster}/review?timeout=10s`;
  const response = await fetch(url, { method: "POST", body: Buffer.from(body) });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/json");
  const { response: answer } = Answer.parse(await response.json());
  expect(answer.status === undefined).toBe(answer.allowed);
  return answer;
}

describe("the review's path", () => {
  it.each([
    ["GET", "/admission/v1/clusters/prod/review", 405],
    ["PUT", "/admission/v1/clusters/prod/review", 405],
    ["POST", "/admission/v1/clusters/prod", 404],
    ["POST", "/admission/v1/clusters/a/b/review", 404],
    ["POST", "/admission/v1/clusters//review", 404],
    ["GET", "/admission/rules", 418],
  ])("%s %s: %i", async (method, path, status) => {
    const response = await fetch(`${origin}${path}`, { method });
    expect(response.status).toBe(status);
  });

  it("knows clusters with names that are encoded, and none with names that are badly so", async () => {
    book = { ...aRuleBook([{ expression: "true" }]), clusters: new Set(["a b"]) };
    expect((await post(JSON.stringify(aReview()), "a%20b")).allowed).toBe(false);
    expect((await post(JSON.stringify(aReview()), "%zz")).warnings?.[0]).toContain("no cluster");
  });
});

describe("any body gets a review", () => {
  it("by either default", async () => {
    const uids = fc.constantFrom("u-1", "", 7, null);
    const mutated = fc
      .record(
        {
          kind: fc.constantFrom("AdmissionReview", "Other", 1),
          apiVersion: fc.constantFrom("admission.k8s.io/v1", "v1"),
          request: fc.oneof(
            fc.jsonValue(),
            fc.record({ uid: uids, operation: fc.string(), object: fc.jsonValue() }),
            fc.jsonValue().map((object) => aReview({ object: object as never }).request),
            fc.jsonValue().map((spec) => aReview({}, { ...aPod(), spec: spec as never }).request),
            fc.jsonValue().map((all) => aReview({}, aPod({ containers: [all as never] })).request),
          ),
        },
        { requiredKeys: [] },
      )
      .map((review) => JSON.stringify(review));
    const broken = fc
      .tuple(fc.nat(), fc.nat())
      .map(([from, size]) => JSON.stringify(aReview()).slice(from % 300, (from % 300) + size));
    const bodies = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.uint8Array({ maxLength: 400 }),
      fc.json(),
      mutated,
      broken,
    );
    await fc.assert(
      fc.asyncProperty(bodies, fc.constantFrom("allow", "deny"), async (body, answer) => {
        book = aRuleBook(rules, answer as "allow" | "deny");
        await post(body);
      }),
      { numRuns: 200 },
    );
  });

  it("and its answer survives names that are made to break it", async () => {
    const name = `\u0000\u0007\r\nx\u2028${"é".repeat(400)}\ud800`;
    book = aRuleBook([{ expression: "containers.exists(c, true)", action: "warn" }]);
    const pod = aPod({ containers: [{ name, image: "x" }] });
    expect((await post(JSON.stringify(aReview({}, pod)))).warnings).toHaveLength(1);
  });

  it("with all that it is told within what an API server takes", async () => {
    const message = "m".repeat(200);
    book = aRuleBook(
      Array.from({ length: 200 }, () => ({ expression: "true", message, action: "warn" as const })),
    );
    const { warnings = [] } = await post(JSON.stringify(aReview()));
    expect(warnings.join("").length).toBeLessThanOrEqual(4096);
    expect(warnings.at(-1)).toMatch(/^And \d+ more\.$/);
  });

  it("of any length", async () => {
    const padded = (bytes: number) =>
      JSON.stringify(
        aReview({}, { ...aPod(), metadata: { annotations: { a: "x".repeat(bytes) } } }),
      );
    expect((await post(padded(3 * 1024 * 1024))).warnings?.[0]).toContain("rule 1");
    const answer = await post(padded(bodyBytesMax));
    expect(answer.warnings?.[0]).toContain(`more than ${bodyBytesMax} bytes`);
    expect(answer.uid).toBe("705ab4f5-6393-11e8-b7cc-42010a800002");
  });

  it("when something of ours fails", async () => {
    const failing = { ...aRuleBook([]), defaultAnswer: "deny" as const };
    Object.defineProperty(failing, "clusters", {
      get: () => {
        throw new Error("no");
      },
    });
    book = failing;
    const answer = await post(JSON.stringify(aReview()));
    expect(answer).toMatchObject({ allowed: false, uid: "705ab4f5-6393-11e8-b7cc-42010a800002" });
  });
});

describe("strangers", () => {
  it("get the default beyond the limit, and fill no log", async () => {
    route = makeAdmissionRoute(deps, { points: 3, duration: 60 });
    book = aRuleBook([{ expression: "true" }], "allow");
    const answers = [];
    for (let n = 0; n < 5; n++) answers.push(await post(JSON.stringify(aReview())));
    expect(answers.map(({ allowed }) => allowed)).toEqual([false, false, false, true, true]);
    expect(answers[4]?.warnings?.[0]).toContain("too many reviews from this address");
    expect(answers[4]?.uid).toBe("705ab4f5-6393-11e8-b7cc-42010a800002");
    expect([kept.length, asked]).toEqual([3, ["prod", "prod", "prod"]]);
  });

  it("who go away in the middle are no error, and the next is answered", async () => {
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
    await once(socket, "connect");
    socket.write(
      "POST /admission/v1/clusters/prod/review HTTP/1.1\r\nhost: x\r\ncontent-length: 999\r\n\r\n{",
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect((await post(JSON.stringify(aReview()))).allowed).toBe(true);
  });
});
