// A generator over the OpenAPI document against the running Console, as everybody. API_FUZZ_SEED and
// API_FUZZ_SECONDS make another run; a failure prints the request that shows it.
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, type Client, makeClient } from "../client.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { type OpenApi, type Operation, operations } from "./document.ts";
import { judge } from "./judge.ts";
import { reproduce } from "./reproduce.ts";
import { type ApiRequest, requests } from "./request.ts";
import { furnish, type Known, makeKnown } from "./scene.ts";
import { withoutHarm } from "./without-harm.ts";

const seed = Number(process.env.API_FUZZ_SEED ?? 20_261_121);
const seconds = Number(process.env.API_FUZZ_SECONDS ?? 60);
const atOnce = 4;

let console_: TestConsole;
let document: OpenApi;
let known: Known;
/** Several keys for each role: one alone would reach its rate limit. */
const clients = new Map<string, Client[]>();
const keysEach = 8;

beforeAll(async () => {
  console_ = await startConsole();
  const { json } = await console_.anonymous.call("/api/v1/openapi.json");
  document = json;
  clients.set("none", [console_.anonymous]);
  const admin = await console_.apiClient("admin");
  for (const role of ["admin", "viewer"]) clients.set(role, await keyHolders(admin, role));

  known = makeKnown(document, await ownIds(admin));
  await furnish(console_, admin, known);
});
afterAll(async () => {
  for (const client of [...clients.values()].flat()) client.close();
  await console_?.[Symbol.asyncDispose]();
});

async function keyHolders(admin: Client, role: string): Promise<Client[]> {
  const made = Array.from({ length: keysEach }, async () => {
    const { json } = await admin.call("/api/v1/api-keys", { body: { name: role, role } });
    const { url, ca } = console_;
    return makeClient({ url, ca, headers: { authorization: `Bearer ${json.key}` } });
  });
  return Promise.all(made);
}

function clientOf(role: string, round: number): Client {
  const held = clients.get(role) ?? [];
  return held[round % held.length] as Client;
}

/** Who acts here: what happens to them would end the run. */
async function ownIds(admin: Client): Promise<Set<string>> {
  const lists = await Promise.all(
    ["/api-keys", "/users"].map((path) => admin.call(`/api/v1${path}`)),
  );
  const items = lists.flatMap(({ json }) => json?.items ?? []);
  return new Set(items.map((item: { id: string }) => item.id));
}

async function ask(round: number, request: ApiRequest): Promise<Answer> {
  const role = roleOf(round);
  const { method, path, headers, text } = request;
  const call = { method, headers, ...(text === undefined ? {} : { text }) };
  const answer = await clientOf(role, round).call(`/api/v1${path}`, call);
  if (role === "admin" && answer.status < 300) known.learn(answer);
  return answer;
}

/** Made one by one: a long pause would let idle connections be closed. */
function* roundOf(all: Operation[], round: number): Generator<ApiRequest> {
  for (const operation of all)
    for (const request of fc.sample(requests(operation, known), {
      seed: seed + round,
      numRuns: 3,
    }))
      yield withoutHarm(request);
}

/** Rounds over all operations until the time is over, and what was found. */
async function fuzz(): Promise<{ failures: Map<string, string>; asked: Map<string, number> }> {
  // One of each kind is enough to read.
  const failures = new Map<string, string>();
  const asked = new Map<string, number>();
  const all = operations(document).filter(({ path }) => !path.startsWith("/sensor/"));
  const end = performance.now() + seconds * 1000;
  for (let round = 0; performance.now() < end && failures.size < 20; round++) {
    const next = roundOf(all, round);
    const worker = async () => {
      for (const request of next) {
        if (performance.now() > end) return;
        const role = roleOf(round);
        const answer = await ask(round, request)
          // An idle connection may be closed just when it is used again.
          .catch(() => ask(round, request))
          .catch((error: Error) => error);
        const problems =
          answer instanceof Error
            ? [`no answer: ${answer.message}`]
            : judge(document, request, answer);
        const kind = `${request.operation.id} ${problems[0]?.slice(0, 40)}`;
        if (problems.length > 0) failures.set(kind, reproduce(request, role, problems));
        const name = answer instanceof Error ? "none" : `${answer.status}`;
        asked.set(name, (asked.get(name) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  }
  return { failures, asked };
}

const roleOf = (round: number) =>
  round % 10 === 9 ? "none" : round % 5 === 3 ? "viewer" : "admin";

test("no answer but those of the document", { timeout: (seconds + 120) * 1000 }, async () => {
  const { failures, asked } = await fuzz();
  const counts = [...asked].sort().map(([status, count]) => `${status}: ${count}`);
  console.log(`Seed ${seed}. ${counts.join(", ")}`);
  expect([...failures.values()].join("\n\n")).toBe("");
  expect(asked.get("200")).toBeGreaterThan(100);
});
