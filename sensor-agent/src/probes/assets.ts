import { chmodSync, existsSync, mkdirSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { architecture } from "../host/describe.ts";

const loaderName = "telovix-loader";
const unpacked = "bpf";

/**
 * The folder with the loader and the eBPF objects: `given`, what the executable carries (unpacked
 * into `runDir`, which is ours alone), or the build folder of a checkout. Null: there is none, or no
 * place for it, as in a container without a writable /run.
 */
export function loaderFolder(given: string | undefined, runDir: string): string | null {
  if (given) return given;
  const sea = singleExecutable();
  if (sea?.isSea()) return unpack(sea, join(runDir, unpacked));
  const build = join(import.meta.dirname ?? "", "../../../build/bpf", architecture());
  return existsSync(join(build, loaderName)) ? build : null;
}

/** Takes away what `loaderFolder` unpacked, so that a sensor without a unit leaves nothing behind. */
export function removeUnpacked(folder: string | null, runDir: string): void {
  if (folder !== join(runDir, unpacked)) return;
  try {
    rmSync(folder, { recursive: true, force: true });
    rmdirSync(runDir);
  } catch {
    // systemd's own folder, or not empty: somebody else's now.
  }
}

type Sea = typeof import("node:sea");

/** `node:sea` answers only where Node was built with it. */
function singleExecutable(): Sea | null {
  try {
    return createRequire(import.meta.url ?? process.execPath)("node:sea") as Sea;
  } catch {
    return null;
  }
}

function unpack(sea: Sea, dir: string): string | null {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    for (const name of sea.getAssetKeys()) {
      const file = join(dir, name.replace(/[^\w.-]/g, "_"));
      writeFileSync(file, Buffer.from(sea.getRawAsset(name)), { mode: 0o600 });
      if (name === loaderName) chmodSync(file, 0o700);
    }
    return dir;
  } catch {
    return null;
  }
}
