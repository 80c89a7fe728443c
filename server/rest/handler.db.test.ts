import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "../auth/role.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aSensor } from "../testing/enrollment.ts";
import { finishJobs } from "../testing/jobs.ts";
import { type RestServer, restServer } from "../testing/rest-server.ts";
import { restRoutes } from "./routes.ts";

const clock = testClock();
/** Lists of what the query has to name. */
const takesMore = new Set(["/activity/events", "/enrollment-attempts/single"]);
const nowhere = "00000000-0000-4000-8000-000000000000";
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

const send = (role: Role | null, method: string, path: string, body?: unknown) =>
  rest.send(role, method, path, { body });

describe("tokens over REST", () => {
  it("are made with 201, listed without the secret, revoked with 204", async () => {
    const made = await send("provisioner", "POST", "/enrollment-tokens", { type: "one_time" });
    expect(made.status).toBe(201);
    const [{ id, token }] = made.body.tokens;
    const listed = await send("viewer", "GET", "/enrollment-tokens?state=active&limit=500");
    expect(listed.body.items.map((item: { id: string }) => item.id)).toContain(id);
    expect(JSON.stringify(listed.body)).not.toContain(token);
    expect((await send("operator", "DELETE", `/enrollment-tokens/${id}`)).status).toBe(204);
    const one = await send("viewer", "GET", `/enrollment-tokens/${id}`);
    expect(one.body).toMatchObject({ state: "revoked", sensors: [] });
  });

  it("are all that a provisioner can touch", async () => {
    expect((await send("provisioner", "GET", "/enrollment-tokens")).status).toBe(403);
    expect((await send("provisioner", "GET", "/sensors")).status).toBe(403);
  });
});

describe("sensors over REST", () => {
  it("are listed, filtered, tagged, and deleted in bulk with 202 and a job", async () => {
    const { id } = await aSensor(testCtx(database.db, "admin", clock), { name: "rest-1" });
    const patched = await send("operator", "PATCH", `/sensors/${id}`, { tags: ["env:x", "a:b"] });
    expect(patched.body.tags).toEqual(["env:x", "a:b"]);
    const found = await send("viewer", "GET", "/sensors?tag=env:x&tag=a:b&status=healthy,degraded");
    expect(found.body.items.map((sensor: { name: string }) => sensor.name)).toEqual(["rest-1"]);
    expect((await send("viewer", "GET", "/sensors/counts?q=rest-1")).body.total).toBe(1);
    const wrong = await send("admin", "POST", "/sensors/bulk-delete", {
      filter: { q: "rest-1" },
      expectedCount: 2,
    });
    expect([wrong.status, wrong.body.code]).toEqual([409, "CountChanged"]);
    const done = await send("admin", "POST", "/sensors/bulk-delete", { ids: [id] });
    expect([done.status, done.body.matched]).toEqual([202, 1]);
    await finishJobs({ db: database.db, clock });
    const job = await send("viewer", "GET", `/jobs/${done.body.jobId}`);
    expect(job.body).toMatchObject({ state: "succeeded", total: 1, done: 1, failed: 0 });
  });
});

describe("refusals", () => {
  it.each([
    [null, "GET", "/sensors", undefined, 401, "Unauthenticated"],
    ["viewer", "POST", "/enrollment-tokens", { type: "one_time" }, 403, "Forbidden"],
    ["operator", "DELETE", `/sensors/${nowhere}`, undefined, 403, "Forbidden"],
    ["operator", "PATCH", "/settings", {}, 403, "Forbidden"],
    ["operator", "PUT", "/license", { license: "x" }, 403, "Forbidden"],
    ["operator", "DELETE", "/license", undefined, 403, "Forbidden"],
    ["admin", "PUT", "/license", { license: "x" }, 422, "LicenseInvalid"],
    ["admin", "PUT", "/license", { license: "x".repeat(16_385) }, 422, "InvalidRequest"],
    ["admin", "DELETE", `/sensors/${nowhere}`, undefined, 404, "NotFound"],
    ["admin", "GET", "/nothing", undefined, 404, "NotFound"],
    ["admin", "PUT", "/sensors", {}, 405, "MethodNotAllowed"],
    ["admin", "GET", "/sensors/1", undefined, 422, "InvalidRequest"],
    ["admin", "GET", "/sensors?limit=0", undefined, 422, "InvalidRequest"],
    ["admin", "GET", "/sensors?unknown=1", undefined, 422, "InvalidRequest"],
    ["admin", "GET", "/sensors?limit=1&limit=2", undefined, 422, "InvalidRequest"],
    ["admin", "GET", "/settings?unknown=1", undefined, 422, "InvalidRequest"],
    ["admin", "GET", `/sensors?q=${"x".repeat(9000)}`, undefined, 414, "UrlTooLong"],
    ["admin", "POST", "/enrollment-tokens?type=batch", {}, 422, "InvalidRequest"],
    ["admin", "PATCH", `/sensors/${nowhere}`, { id: nowhere, tags: [] }, 422, "InvalidRequest"],
    ["viewer", "POST", "/enrollment-tokens", "{", 403, "Forbidden"],
    [null, "POST", "/enrollment-tokens", "{", 401, "Unauthenticated"],
    ["admin", "POST", "/enrollment-tokens", "{", 422, "InvalidRequest"],
    ["admin", "POST", "/enrollment-tokens", "[]", 422, "InvalidRequest"],
    ["admin", "POST", "/enrollment-tokens", "null", 422, "InvalidRequest"],
    ["admin", "POST", "/enrollment-tokens", { type: "batch" }, 422, "InvalidRequest"],
    ["admin", "POST", "/sensors/bulk-delete", {}, 422, "InvalidRequest"],
    ["admin", "POST", "/sensors/bulk-tags", { ids: [nowhere] }, 422, "InvalidRequest"],
  ] as const)("%s %s %s is refused", async (role, method, path, body, status, code) => {
    const answer = await send(role, method, path, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.body).toMatchObject({ status, type: `urn:telovix:${code}` });
  });

  it("name the field that is wrong", async () => {
    const answer = await send("admin", "POST", "/enrollment-tokens", {
      type: "one_time",
      count: 0,
    });
    expect(answer.body.detail).toMatch(/^count: /);
  });

  it("say which methods there are", async () => {
    const answer = await send("admin", "PUT", "/sensors", {});
    expect(answer.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
    const asked = await send(null, "OPTIONS", "/enrollment-tokens");
    expect([asked.status, asked.headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS, POST"]);
  });

  it("name the parameter that is not known", async () => {
    expect((await send("admin", "GET", "/sensors?colour=1")).body.detail).toContain("colour");
    expect((await send("admin", "GET", "/settings?colour=1")).body.detail).toContain("colour");
  });

  it("take JSON only", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await rest.send("admin", "POST", "/enrollment-tokens", { body: "{}", headers });
    expect([answer.status, answer.body.code]).toEqual([415, "UnsupportedMediaType"]);
  });

  it("answer HEAD as GET, without the body", async () => {
    const answer = await send("viewer", "HEAD", "/sensors");
    expect([answer.status, answer.body]).toEqual([200, undefined]);
  });

  it("answer a body above 1 MiB instead of reading it", async () => {
    const body = JSON.stringify({ type: "one_time", description: "x".repeat(2 * 1024 * 1024) });
    const answer = await send("admin", "POST", "/enrollment-tokens", body);
    expect([answer.status, answer.body.code]).toEqual([422, "InvalidRequest"]);
  });

  it("another site's page", async () => {
    const headers = { origin: "https://evil.test" };
    expect((await rest.send("admin", "GET", "/sensors", { headers })).status).toBe(403);
  });
});

describe("bad input", () => {
  const nasty = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.constantFrom("\0", "\ud800", "__proto__", "constructor", "%", "' OR 1=1", "\u202e", "é"),
  );
  const cursor = fc
    .array(fc.oneof(nasty, fc.constant(null), fc.uuid(), fc.constant("-".repeat(36))), {
      maxLength: 3,
    })
    .map((values) => Buffer.from(JSON.stringify(values)).toString("base64url"));

  it("never becomes an error of ours in a query", async () => {
    const paths = ["/sensors", "/sensors/counts", "/enrollment-tokens", "/audit"];
    const fields = ["q", "cluster", "role", "action", "actor", "state", "from", "__proto__"];
    const query = fc.record({
      path: fc.constantFrom(...paths),
      field: fc.constantFrom(...fields),
      value: nasty,
      cursor: fc.option(fc.oneof(cursor, nasty)),
    });
    await fc.assert(
      fc.asyncProperty(query, async ({ path, field, value, cursor }) => {
        const parameters = new URLSearchParams({ [field]: value, ...(cursor && { cursor }) });
        expect((await send("admin", "GET", `${path}?${parameters}`)).status).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
  });

  it("never becomes an error of ours in a body", async () => {
    const body = fc.record({
      type: fc.constantFrom("one_time", "batch", "cluster"),
      description: nasty,
      tags: fc.array(nasty, { maxLength: 2 }),
      filter: fc.record({ q: nasty, cluster: nasty }),
      add: fc.array(nasty, { maxLength: 2 }),
    });
    const calls = fc.constantFrom(
      ["/enrollment-tokens", ["type", "description"]],
      ["/enrollment-tokens", ["type", "tags"]],
      ["/sensors/bulk-delete", ["filter"]],
      ["/sensors/bulk-tags", ["filter", "add"]],
    ) as fc.Arbitrary<[string, string[]]>;
    await fc.assert(
      fc.asyncProperty(body, calls, async (values, [path, fields]) => {
        const sent = Object.fromEntries(
          Object.entries(values).filter(([field]) => fields.includes(field)),
        );
        expect((await send("admin", "POST", path, sent)).status).toBeLessThan(500);
      }),
      { numRuns: 200 },
    );
  });
});

describe("what takes nothing", () => {
  const plain = restRoutes()
    .filter(({ method, path }) => method === "GET" && !path.includes("{"))
    .filter(({ downloads }) => downloads.length === 0)
    .map(({ path }) => path)
    .filter((path) => !takesMore.has(path));

  it.each(plain)("GET %s answers without a query", async (path) => {
    const { status, body } = await send("admin", "GET", path);
    expect({ status, body }).toMatchObject({ status: 200 });
  });
});
