import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makeProgress } from "../progress.ts";
import { healthTask } from "./health.ts";

let nowMs = 0;
const clock = { nowMs: () => nowMs, sleep: async () => undefined };
let stopping: AbortController;
let errors: string[];
const quiet = () => undefined;
const log = { info: quiet, warn: quiet, error: (line: string) => void errors.push(line) };
beforeEach(() => {
  stopping = new AbortController();
  errors = [];
});
afterEach(() => stopping.abort());

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function ask(port: number, path: string) {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`);
  return { status: answer.status, ...(await answer.json()) };
}

it("answers for the process and for the sensor, with reasons, until it is stopped", async () => {
  const port = await freePort();
  const progress = makeProgress(clock);
  const ended = healthTask({ port, progress, clock, log }, stopping.signal);
  await expect.poll(() => ask(port, "/livez").catch(() => null)).toMatchObject({ status: 200 });
  expect(await ask(port, "/readyz")).toEqual({
    status: 503,
    ok: false,
    reasons: ["this node is not enrolled yet"],
  });
  const programs = [{ name: "process", state: "attached" as const }];
  progress.watching(() => ({ loader: { state: "running", restarts: 0 }, programs }));
  progress.acked();
  progress.linkDue(1_000);
  expect(await ask(port, "/readyz")).toEqual({ status: 200, ok: true, reasons: [] });
  nowMs += 60_000;
  expect(await ask(port, "/livez")).toMatchObject({ status: 503, reasons: [expect.any(String)] });
  expect(await ask(port, "/metrics")).toMatchObject({ status: 404 });
  stopping.abort();
  await ended;
  expect(errors).toEqual([]);
});

it("says that its port is taken, and lets the sensor run", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  await healthTask({ port, progress: makeProgress(clock), clock, log }, stopping.signal);
  other.close();
  expect(errors).toEqual([expect.stringMatching(new RegExp(`127.0.0.1:${port}.*EADDRINUSE`))]);
});
