import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { execs, oneConnection } from "./activity.ts";
import { objects, pins } from "./loader.ts";
import { forget, startedLoader, tracked } from "./started.ts";

afterEach(forget);

describe.each(["ringbuf", "perfbuf"])("over the %s", (transport) => {
  it("counts every exec and exit", async () => {
    const loader = await startedLoader("--transport", transport);
    await execs(200);
    await expect.poll(() => loader.events()?.exec, { timeout: 5_000 }).toBeGreaterThanOrEqual(200);
    await expect.poll(() => loader.events()?.exit).toBeGreaterThanOrEqual(200);
    expect([loader.lost(), loader.strange]).toEqual([0, []]);
    expect(loader.lines[0]).toMatchObject({ type: "hello", transport, version: "0.1.0" });
  });

  it.each(["127.0.0.1", "::1"])("counts and describes connections to %s", async (address) => {
    const loader = await startedLoader("--transport", transport, "--sample", "0");
    const ports = [];
    for (let index = 0; index < 5; index++) ports.push(await oneConnection(address));
    for (const kind of ["connect", "accept", "close", "listen"] as const) {
      await expect
        .poll(() => loader.events()?.[kind], { timeout: 5_000 })
        .toBeGreaterThanOrEqual(5);
    }
    const family = address.includes(":") ? 6 : 4;
    const [first] = ports;
    expect(loader.sampled("accept")).toContainEqual(
      expect.objectContaining({
        family,
        saddr: address,
        sport: first?.server,
        dport: first?.client,
      }),
    );
    expect(loader.sampled("close")).toContainEqual(
      expect.objectContaining({
        family,
        daddr: address,
        sport: first?.client,
        dport: first?.server,
      }),
    );
  });

  it("accounts for every event once: sent or lost", async () => {
    const few = ["--sample", "0", "--buffer-bytes", "4096", "--interval-ms", "500"];
    const loader = await startedLoader("--transport", transport, ...few);
    loader.child.kill("SIGSTOP");
    await execs(300);
    loader.child.kill("SIGCONT");
    await loader.end("SIGTERM");
    const counted = Object.values(loader.events() ?? {}).reduce((sum, count) => sum + count, 0);
    expect(loader.lost()).toBeGreaterThan(0);
    expect(loader.sampled().length + loader.lost()).toBe(counted);
    expect(counted).toBeGreaterThanOrEqual(600);
  });

  it("is woken before the buffer is full", async () => {
    const patient = ["--sample", "0", "--buffer-bytes", "524288", "--interval-ms", "60000"];
    const loader = await startedLoader("--transport", transport, ...patient);
    await execs(4_000);
    await loader.end("SIGTERM");
    expect([loader.lost(), loader.strange]).toEqual([0, []]);
    expect(loader.sampled("exec").length).toBeGreaterThanOrEqual(4_000);
  });
});

it("keeps the sampling limit over all processors together", async () => {
  const loader = await startedLoader("--sample", "3");
  const begin = performance.now();
  await Promise.all(Array.from({ length: 4 }, () => execs(1_000)));
  const seconds = Math.ceil((performance.now() - begin) / 1000);
  await loader.end("SIGTERM");
  expect(loader.sampled("exec").length).toBeGreaterThan(0);
  expect(loader.sampled("exec").length).toBeLessThanOrEqual(3 * (seconds + 1));
  expect(loader.lost()).toBe(0);
});

it("tells how a process ended", async () => {
  const loader = await startedLoader("--sample", "0");
  const shells = ["exit 7", "kill -9 $$"].map((line) => spawnSync("sh", ["-c", line]).pid);
  await loader.end("SIGTERM");
  const exits = loader.sampled("exit");
  expect(exits).toContainEqual(
    expect.objectContaining({ pid: shells[0], exitCode: 7, comm: "sh" }),
  );
  expect(exits).toContainEqual(expect.objectContaining({ pid: shells[1], exitCode: 137 }));
});

it("counts processes that end, not threads", async () => {
  const loader = await startedLoader("--sample", "0");
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  await loader.end("SIGTERM");
  expect(loader.sampled("exit").filter((event) => event.pid === pid)).toHaveLength(1);
});

describe("ends", () => {
  it.each(["SIGTERM", "SIGINT", "eof"] as const)("well on %s", async (signal) => {
    const loader = await startedLoader();
    expect(readdirSync(pins)).toEqual(["process", "tcp"]);
    await execs(20);
    expect(await loader.end(signal)).toBe(0);
    expect(loader.lines.at(-1)).toMatchObject({
      type: "bye",
      reason: signal === "eof" ? "eof" : "signal",
    });
    expect(loader.events()?.exec).toBeGreaterThanOrEqual(20);
    expect(existsSync(pins)).toBe(false);
  });

  it("when nobody reads its lines any more", async () => {
    const loader = await startedLoader("--interval-ms", "60000");
    loader.child.stdout.destroy();
    await expect.poll(() => loader.child.exitCode, { timeout: 5_000 }).toBe(0);
    expect(existsSync(pins)).toBe(false);
  });

  it("with 3 when nothing attaches, and goes on with what does", async () => {
    const dir = mkdtempSync(join(tmpdir(), "telovix-bpf-"));
    copyFileSync(join(objects, "tcp.bpf.o"), join(dir, "tcp.bpf.o"));
    const loader = await startedLoader("--objects", dir);
    expect(loader.programs()).toEqual({ process: "failed", tcp_state: "attached" });
    await oneConnection("127.0.0.1");
    await expect.poll(() => loader.events()?.connect).toBeGreaterThan(0);
    await loader.end("SIGTERM");
    rmSync(join(dir, "tcp.bpf.o"));
    const none = tracked("--objects", dir);
    expect(await none.end("eof")).toBe(3);
    expect(none.lines.at(-1)).toMatchObject({ type: "bye", reason: "error" });
    rmSync(dir, { recursive: true });
  });
});

it.each([
  { args: [] },
  { args: ["--objects"] },
  { args: ["--objects", "x", "--sample", "-1"] },
  { args: ["--objects", "x", "--interval-ms", "1e3"] },
  { args: ["--objects", "x", "--transport", "pigeon"] },
  { args: ["--objects", "x", "stray"] },
])("refuses $args with 2", ({ args }) => {
  expect(spawnSync(join(objects, "telovix-loader"), args).status).toBe(2);
});
