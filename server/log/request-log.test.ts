import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Writable } from "node:stream";
import { pino } from "pino";
import { expect, test } from "vitest";
import type { Answered } from "../metrics/http-metrics.ts";
import { levelOf, makeActors, makeRequestLog } from "./request-log.ts";

test.for([
  [200, 0.1, "/api/v1/sensors", "info"],
  [422, 0.1, "/api/v1/sensors", "info"],
  [200, 1, "/api/v1/sensors", "warn"],
  [500, 0.1, "/api/v1/sensors", "error"],
  [503, 0.1, "/readyz", "warn"],
  [200, 0.1, "/readyz", "debug"],
] as const)("status %i after %d s on %s is %s", ([status, seconds, route, level]) => {
  expect(levelOf({ status, seconds, route, isStream: false })).toBe(level);
});

test("an event stream is never slow", () => {
  expect(levelOf({ status: 200, seconds: 900, route: "/api/trpc", isStream: true })).toBe("info");
});

test("a line tells who asked for what and how it went, and nothing that was secret", async () => {
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk, _encoding, done) => done(void lines.push(`${chunk}`)),
  });
  const answers: Answered[] = [];
  const actors = makeActors();
  const observe = makeRequestLog({
    log: pino(sink),
    actors,
    routeName: () => "/api/v1/things/{id}",
    answered: (answer) => answers.push(answer),
    monotonicMs: () => performance.now(),
  });
  const server = createServer((request, response) => {
    observe(request, response, "the-id");
    actors.note(request, { kind: "api-key", id: "k1", name: "ci", role: "viewer" });
    response.writeHead(201).end("the-answer");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const headers = { authorization: "Bearer the-key", cookie: "the-cookie" };
  const options = { method: "POST", headers, body: "the-body" };
  await fetch(`http://127.0.0.1:${port}/api/v1/things/the-thing?token=the-token`, options);
  server.close();
  await expect.poll(() => lines.length).toBe(1);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    ...{ level: 30, requestId: "the-id", method: "POST", route: "/api/v1/things/{id}" },
    ...{ status: 201, actor: "api-key:k1", msg: "Request" },
  });
  expect(lines[0]).not.toMatch(/the-(key|cookie|body|thing|token|answer)/);
  expect(answers).toMatchObject([{ method: "POST", status: 201, isStream: false }]);
});
