import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { PreparedLine } from "../../sensor-agent/src/host/prepared.ts";
import { objects } from "./loader.ts";

/** `--prepare-host` as the program of a namespace of its own, after some shell. */
function prepare(unshared: string[], before = ":") {
  const script = `${before}; "$0" --prepare-host && "$0" --prepare-host`;
  const loader = join(objects, "telovix-loader");
  const { status, stdout } = spawnSync("unshare", [...unshared, "sh", "-c", script, loader], {
    encoding: "utf8",
  });
  const lines = stdout.trim().split("\n");
  return { status, found: lines.map((line) => PreparedLine.parse(JSON.parse(line))) };
}

const mounts = ["--mount", "--propagation", "private"];

it("mounts what is missing, and is content with what is there", () => {
  const { status, found } = prepare(mounts, "umount /sys/fs/bpf /sys/kernel/tracing 2>/dev/null");
  expect(status).toBe(0);
  expect(found.map(({ name, state }) => `${name} ${state}`)).toEqual([
    ...["bpf mounted", "tracefs mounted", "ebpf allowed"],
    ...["bpf already", "tracefs already", "ebpf allowed"],
  ]);
});

it("tells a missing privilege from what the kernel lacks", () => {
  const { status, found } = prepare(["--user", "--map-root-user", ...mounts]);
  expect(status).toBe(1);
  expect(found.find(({ name }) => name === "ebpf")).toMatchObject({
    state: "failed",
    denied: true,
  });
});
