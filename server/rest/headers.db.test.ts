import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testClock } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { type RestServer, restServer } from "../testing/rest-server.ts";
import { makeRateLimits } from "./rate-limits.ts";

const clock = testClock();
let database: TestDatabase;
let rest: RestServer;

beforeAll(async () => {
  database = await testDatabase();
  rest = await restServer(database.db, clock);
});
afterAll(async () => {
  await rest[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

describe("Idempotency-Key", () => {
  const create = (key: string, body: object, role: "operator" | "viewer" = "operator") =>
    rest.send(role, "POST", "/enrollment-tokens", { body, headers: { "idempotency-key": key } });

  it("answers a repetition alike, whatever order its fields are in", async () => {
    const first = await create("a", { type: "one_time", count: 2 });
    const second = await create("a", { count: 2, type: "one_time" });
    expect([second.status, second.body]).toEqual([201, first.body]);
    expect(first.headers.get("idempotency-replayed")).toBeNull();
    expect(second.headers.get("idempotency-replayed")).toBe("true");
    expect(await database.db.enrollmentToken.count()).toBe(2);
  });

  it("belongs to one request", async () => {
    await create("b", { type: "one_time" });
    const other = await create("b", { type: "one_time", description: "other" });
    expect([other.status, other.body.code]).toEqual([422, "IdempotencyKeyReused"]);
  });

  it("replays to nobody who may not ask", async () => {
    await create("c", { type: "one_time" });
    expect((await create("c", { type: "one_time" }, "viewer")).status).toBe(403);
  });

  it("is free again after a typing mistake", async () => {
    expect((await create("d", { type: "one_tiem" })).status).toBe(422);
    expect((await create("d", { type: "one_time" })).status).toBe(201);
  });

  it.each(["", "one two", "x".repeat(256)])("%j is no key", async (key) => {
    expect((await create(key, { type: "one_time" })).body.code).toBe("InvalidRequest");
  });
});

describe("rate limits", () => {
  const few = { caller: { points: 12, duration: 60 }, address: { points: 2, duration: 60 } };

  it("say what is left, and refuse with the time to wait", async () => {
    await using limited = await restServer(database.db, clock, makeRateLimits(few));
    const first = await limited.send("admin", "GET", "/settings");
    expect(first.headers.get("ratelimit-policy")).toBe('"caller";q=12;w=60');
    expect(first.headers.get("ratelimit")).toMatch(/^"caller";r=11;t=(60|59)$/);
    // Each counts as ten.
    const bulk = () => limited.send("admin", "POST", "/sensors/bulk-delete", { body: {} });
    expect((await bulk()).status).toBe(422);
    const refused = await bulk();
    expect([refused.status, refused.body.code]).toEqual([429, "RateLimited"]);
    expect(refused.headers.get("ratelimit")).toMatch(/^"caller";r=0;t=/);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(30);
    expect((await limited.send("viewer", "GET", "/settings")).status).toBe(200);
  });

  it("count strangers by their address, and leave its other callers alone", async () => {
    await using limited = await restServer(database.db, clock, makeRateLimits(few));
    const statuses: number[] = [];
    for (let at = 0; at < 3; at++)
      statuses.push((await limited.send(null, "GET", "/settings")).status);
    expect(statuses).toEqual([401, 401, 429]);
    expect((await limited.send("viewer", "GET", "/settings")).status).toBe(200);
  });
});
