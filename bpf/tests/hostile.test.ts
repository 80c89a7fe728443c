import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { pins } from "./loader.ts";
import { forget, ready, startedLoader, tracked } from "./started.ts";

afterEach(forget);

const names = ['a"b', "back\\slash", "new\nline", "\u202ertl", "😀", "\x01\x02\x1b[2J\x7f"];

describe("a program's name", () => {
  it.each(names)("%j arrives as it is", async (name) => {
    const loader = await startedLoader("--sample", "0");
    const dir = mkdtempSync(join(tmpdir(), "telovix-names-"));
    const program = join(dir, name);
    copyFileSync("/bin/true", program);
    spawnSync(program);
    await loader.end("SIGTERM");
    rmSync(dir, { recursive: true });
    expect(loader.strange).toEqual([]);
    expect(loader.sampled("exec")).toContainEqual(
      expect.objectContaining({ comm: name, filename: program }),
    );
  });

  it("that is no UTF-8 or too long loses only what cannot be shown", async () => {
    const loader = await startedLoader("--sample", "0");
    const dir = mkdtempSync(join(tmpdir(), "telovix-names-"));
    // Node passes only UTF-8 on; a shell passes any byte.
    spawnSync("sh", ["-c", `cp /bin/true "$(printf 'x\\377y')"; "./$(printf 'x\\377y')"`], {
      cwd: dir,
    });
    const long = join(dir, "é".repeat(100));
    copyFileSync("/bin/true", long);
    spawnSync(long);
    await loader.end("SIGTERM");
    rmSync(dir, { recursive: true });
    const execs = loader.sampled("exec");
    expect(loader.strange).toEqual([]);
    expect(execs).toContainEqual(expect.objectContaining({ comm: "x\ufffdy" }));
    expect(execs).toContainEqual(expect.objectContaining({ comm: `${"é".repeat(7)}\ufffd` }));
  });
});

describe("the pin folder", () => {
  it("left by a loader that was killed is taken over", async () => {
    const first = await startedLoader();
    await first.end("SIGKILL");
    expect(readdirSync(pins)).toEqual(["process", "tcp"]);
    const second = await startedLoader();
    expect(second.programs()).toEqual({
      process_exec: "attached",
      process_exit: "attached",
      tcp_state: "attached",
    });
    expect(await second.end("SIGTERM")).toBe(0);
  });

  it("of a running loader is left alone by a second one, which counts all the same", async () => {
    const first = await startedLoader();
    const second = tracked();
    const said = once(second.child.stderr.setEncoding("utf8"), "data");
    expect((await said).join()).toContain("another telovix-loader holds it");
    await ready(second);
    await second.end("SIGTERM");
    expect(readdirSync(pins)).toEqual(["process", "tcp"]);
    await first.end("SIGTERM");
  });

  it("that is no bpffs is not touched", async () => {
    const dir = mkdtempSync(join(tmpdir(), "telovix-pins-"));
    mkdirSync(join(dir, "process"));
    writeFileSync(join(dir, "process", "precious"), "");
    const loader = await startedLoader("--pin", dir);
    await loader.end("SIGTERM");
    expect(readdirSync(dir, { recursive: true })).toEqual(["process", "process/precious"]);
    rmSync(dir, { recursive: true });
  });

  it("keeps what is not the loader's", async () => {
    mkdirSync(join(pins, "foreign"), { recursive: true });
    const loader = await startedLoader();
    await loader.end("SIGTERM");
    expect(readdirSync(pins)).toEqual(["foreign"]);
  });
});
