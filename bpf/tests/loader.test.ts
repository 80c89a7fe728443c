import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { objects, pins, type RunningLoader, startLoader } from "./loader.ts";

const running: RunningLoader[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((loader) => loader.end("SIGKILL")));
  rmSync(pins, { recursive: true, force: true });
});

async function started(...options: string[]): Promise<RunningLoader> {
  const loader = startLoader(...options);
  running.push(loader);
  await expect.poll(() => loader.events(), { timeout: 10_000 }).toBeDefined();
  return loader;
}

const execs = (count: number) =>
  spawnSync("sh", ["-c", `for i in $(seq ${count}); do /bin/true; done`]);

/** One connection over loopback, opened and closed. */
async function oneConnection(): Promise<void> {
  const server = createServer((socket) => socket.end()).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  const client = connect(port, "127.0.0.1");
  await new Promise((resolve) => client.resume().once("close", resolve));
  server.close();
}

describe.each(["ringbuf", "perfbuf"])("over the %s", (transport) => {
  it("counts every exec and exit, and samples some", async () => {
    const loader = await started("--transport", transport, "--sample", "3");
    execs(200);
    await expect.poll(() => loader.events()?.exec, { timeout: 5_000 }).toBeGreaterThanOrEqual(200);
    await expect.poll(() => loader.events()?.exit).toBeGreaterThanOrEqual(200);
    const sampled = loader.lines.filter((line) => line.type === "event" && line.kind === "exec");
    expect(sampled.length).toBeGreaterThan(0);
    expect(sampled.length).toBeLessThan(200);
    expect([loader.lost(), loader.strange]).toEqual([0, []]);
  });

  it("counts connect, accept, close and listen", async () => {
    const loader = await started("--transport", transport);
    for (let index = 0; index < 5; index++) await oneConnection();
    for (const kind of ["connect", "accept", "close", "listen"] as const) {
      await expect
        .poll(() => loader.events()?.[kind], { timeout: 5_000 })
        .toBeGreaterThanOrEqual(5);
    }
  });
});

it("counts what finds no room, and keeps counting the events themselves", async () => {
  const loader = await started("--sample", "0", "--buffer-bytes", "4096", "--interval-ms", "3000");
  loader.child.kill("SIGSTOP");
  execs(300);
  loader.child.kill("SIGCONT");
  await expect.poll(() => loader.lost(), { timeout: 8_000 }).toBeGreaterThan(0);
  expect(loader.events()?.exec).toBeGreaterThanOrEqual(300);
});

it.each(["SIGTERM", "SIGINT", "eof"] as const)(
  "says a last count and goodbye on %s, and takes its pins away",
  async (signal) => {
    const loader = await started();
    expect(existsSync(pins)).toBe(true);
    execs(20);
    expect(await loader.end(signal)).toBe(0);
    expect(loader.lines.at(-1)).toMatchObject({
      type: "bye",
      reason: signal === "eof" ? "eof" : "signal",
    });
    expect(loader.events()?.exec).toBeGreaterThanOrEqual(20);
    expect(existsSync(pins)).toBe(false);
  },
);

it("takes over the pins of a loader that was killed", async () => {
  const first = await started();
  await first.end("SIGKILL");
  expect(existsSync(pins)).toBe(true);
  const second = await started();
  expect(second.lines.filter((line) => line.type === "program")).toHaveLength(3);
  expect(await second.end("SIGTERM")).toBe(0);
});

it("goes on with what attaches when an object is missing, and ends with 3 when none does", async () => {
  const dir = mkdtempSync(join(tmpdir(), "telovix-bpf-"));
  copyFileSync(join(objects, "tcp.bpf.o"), join(dir, "tcp.bpf.o"));
  const loader = await started("--objects", dir);
  const states = loader.lines
    .filter((line) => line.type === "program")
    .map(({ name, state }) => [name, state]);
  expect(states).toEqual([
    ["process", "failed"],
    ["tcp_state", "attached"],
  ]);
  await loader.end("SIGTERM");
  rmSync(join(dir, "tcp.bpf.o"));
  const none = startLoader("--objects", dir);
  expect(await none.end("eof")).toBe(3);
  rmSync(dir, { recursive: true });
});

it("writes valid lines whatever a program is called", async () => {
  const loader = await started("--sample", "0");
  const dir = mkdtempSync(join(tmpdir(), "telovix-names-"));
  for (const name of ['a"b', "back\\slash", "new\nline", "\u202ertl", "😀", "\x01\x02"]) {
    const folder = join(dir, name);
    mkdirSync(folder);
    copyFileSync("/bin/true", join(folder, name));
    spawnSync(join(folder, name));
  }
  await expect
    .poll(() => JSON.stringify(loader.lines).includes("new\\nline"), { timeout: 5_000 })
    .toBe(true);
  expect(loader.strange).toEqual([]);
  rmSync(dir, { recursive: true });
});

it.each([
  [],
  ["--objects"],
  ["--objects", "x", "--sample", "-1"],
  ["--objects", "x", "--transport", "pigeon"],
])("refuses %j with 2", (...args) => {
  expect(spawnSync(join(objects, "telovix-loader"), args).status).toBe(2);
});

it("escapes every byte as JSON asks", () => {
  const out = mkdtempSync(join(tmpdir(), "telovix-json-"));
  const bpf = join(import.meta.dirname, "..");
  execFileSync("make", ["-s", "-C", bpf, `OUT=${out}`, `${out}/json-test`]);
  expect(spawnSync(join(out, "json-test")).status).toBe(0);
  rmSync(out, { recursive: true });
});
