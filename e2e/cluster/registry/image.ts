import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Architecture } from "../../../sensor-agent/image/elf.ts";
import { outcomeOf } from "../tools.ts";

/** This machine's architecture; the other one, and what runs its programs here. */
export const own: Architecture = process.arch === "arm64" ? "arm64" : "amd64";
export const foreign: Architecture = own === "amd64" ? "arm64" : "amd64";
export const emulator = foreign === "arm64" ? "qemu-aarch64-static" : "qemu-x86_64-static";

/** An image of a layout, unpacked as a container runtime does it. */
export interface UnpackedImage {
  readonly rootfs: string;
  readonly config: {
    readonly Entrypoint: string[];
    readonly Cmd: string[];
    readonly Env: string[];
  };
  /** Each layer's names, as `tar` lists them. */
  readonly layers: readonly string[][];
}

/** Unpacks the image of one architecture of an OCI layout into `<folder>/rootfs`. */
export function unpack(layout: string, architecture: Architecture, folder: string): UnpackedImage {
  const file = (digest: string) => join(layout, "blobs/sha256", digest.slice("sha256:".length));
  const read = (path: string) => JSON.parse(readFileSync(path, "utf8"));
  const index = read(file(read(join(layout, "index.json")).manifests[0].digest));
  const { digest } = index.manifests.find(
    (each: { platform: { architecture: string } }) => each.platform.architecture === architecture,
  );
  const manifest = read(file(digest));
  const rootfs = join(folder, "rootfs");
  mkdirSync(rootfs, { recursive: true });
  const layers = manifest.layers.map((layer: { digest: string }) => {
    const archive = file(layer.digest);
    execFileSync("tar", ["-xpzf", archive, "-C", rootfs, "--numeric-owner"]);
    return execFileSync("tar", ["-tzf", archive], { encoding: "utf8" }).trim().split("\n");
  });
  return { rootfs, layers, config: read(file(manifest.config.digest)).config };
}

/**
 * Runs a container of an unpacked image under runc with a read-only root, in this machine's network,
 * `/run` in memory and `binds` (path inside → path outside) over it.
 */
export function runImage(
  image: UnpackedImage,
  {
    args,
    env = [],
    binds = {},
  }: { args: string[]; env?: string[]; binds?: Record<string, string> },
) {
  const folder = join(image.rootfs, "..");
  const memory = { type: "tmpfs", source: "tmpfs", options: ["nosuid", "mode=755"] };
  const spec = {
    ociVersion: "1.0.2",
    process: {
      user: { uid: 0, gid: 0 },
      cwd: "/",
      args: [...image.config.Entrypoint, ...args],
      env: [...image.config.Env, ...env],
      noNewPrivileges: true,
    },
    root: { path: "rootfs", readonly: true },
    mounts: [
      { destination: "/proc", type: "proc", source: "proc" },
      { destination: "/run", ...memory },
      { destination: "/var/lib/telovix-sensor", ...memory },
      ...Object.entries(binds).map(([destination, source]) => {
        return { destination, source, type: "bind", options: ["bind", "ro"] };
      }),
    ],
    linux: { namespaces: ["pid", "mount", "ipc", "uts"].map((type) => ({ type })) },
  };
  writeFileSync(join(folder, "config.json"), JSON.stringify(spec));
  return outcomeOf(["runc", "run", "--bundle", folder, `telovix-test-${process.pid}`]);
}
