import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeCreateContext } from "../console/create-context.ts";
import { makeRestHandler } from "../rest/handler.ts";
import { makeRateLimits } from "../rest/rate-limits.ts";
import { restRoutes } from "../rest/routes.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { makeTrpcHandler } from "../trpc/handler.ts";
import { appRouter } from "../trpc/router.ts";
import { createApiKey, verifyApiKey } from "./api-key.ts";

/** A provisioner key against all that there is, over HTTP, as whoever stole one would try it. */
const clock = testClock();
let database: TestDatabase;
let server: Server;
let base = "";
let key = "";

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  const { actor: _actor, ...shared } = testCtx(db, "admin", clock);
  const createContext = makeCreateContext({
    ...shared,
    live: { changes: async function* () {} },
    identify: async (headers) =>
      verifyApiKey(db, (headers.get("authorization") ?? "").replace("Bearer ", ""), {
        now: clock.now(),
      }),
  });
  const parts = { createContext, limits: makeRateLimits() };
  const handlers = [makeRestHandler(parts), makeTrpcHandler(parts)];
  server = createServer(async (request, response) => {
    for (const handle of handlers) if (await handle(request, response)) return;
    response.writeHead(418).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const input = { name: "pipeline", role: "provisioner" } as const;
  key = (await createApiKey(testCtx(db, "admin", clock), input)).key;
});
afterAll(async () => {
  server.close();
  await database[Symbol.asyncDispose]();
});

async function send(method: string, path: string, body?: unknown) {
  const response = await fetch(`${base}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  // An event stream has begun with 200 before the guard speaks: then its first event says so.
  const refused = /^event: connected\n.*\n+event: serialized-error\n.*"httpStatus":(\d+)/.exec(
    text,
  );
  return { status: Number(refused?.[1] ?? response.status), text };
}

const others = restRoutes()
  .filter(({ procedure }) => procedure !== "tokens.create")
  .map(({ method, path }) => [method, path] as const);
type Walked = [string, { _def: { type: "query" | "mutation" | "subscription" } }][];
const procedures = (Object.entries(appRouter._def.procedures) as unknown as Walked)
  .filter(([path]) => path !== "tokens.create")
  .map(([path, { _def }]) => [path, _def.type === "mutation" ? "POST" : "GET"] as const);

describe("a provisioner key", () => {
  it.each(others)("is refused %s %s", async (method, path) => {
    const target = path.replaceAll(/\{\w+\}/g, "00000000-0000-4000-8000-000000000000");
    const hasBody = method !== "GET" && method !== "DELETE";
    const { status } = await send(method, `/api/v1${target}`, hasBody ? {} : undefined);
    expect(status).toBe(403);
  });

  it.each(procedures)("is refused %s", async (path, method) => {
    const { status } = await send(method, `/api/trpc/${path}`, method === "POST" ? {} : undefined);
    expect(status).toBe(403);
  });

  it("mints, and reads back nothing: not even what it minted", async () => {
    const made = await send("POST", "/api/v1/enrollment-tokens", { type: "one_time" });
    expect(made.status).toBe(201);
    const { id } = JSON.parse(made.text).tokens[0];
    for (const method of ["GET", "DELETE"])
      expect((await send(method, `/api/v1/enrollment-tokens/${id}`)).status).toBe(403);
    expect((await send("POST", `/api/v1/enrollment-tokens/${id}/rotate`, {})).status).toBe(403);
  });

  it.each([
    [{ type: "one_time", ttlSeconds: 59 }, "ttlSeconds"],
    [{ type: "one_time", ttlSeconds: 315_360_001 }, "ttlSeconds"],
    [{ type: "batch", maxUses: 1_000_001 }, "maxUses"],
    [{ type: "batch" }, "maxUses"],
    [{ type: "one_time", count: 1_001 }, "count"],
    [{ type: "one_time", createdBy: "admin" }, "createdBy"],
  ])("mints within the limits of everyone: not %j", async (input, field) => {
    const { status, text } = await send("POST", "/api/v1/enrollment-tokens", input);
    expect(status).toBe(422);
    expect(JSON.parse(text).detail).toContain(field);
  });
});
