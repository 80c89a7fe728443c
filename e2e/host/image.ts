import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const folder = join(import.meta.dirname, "..", "..", ".cache", "host");
const contents = "systemd,systemd-sysv,dbus,curl,ca-certificates,iproute2,procps";

/** A minimal Debian 12 with systemd as a tarball, made once and kept in .cache/. */
export async function hostImage(): Promise<string> {
  const image = join(folder, "bookworm.tar");
  if (existsSync(image)) return image;
  await mkdir(folder, { recursive: true });
  const unfinished = `${image}.unfinished.tar`;
  const args = ["--variant=minbase", `--include=${contents}`, "bookworm", unfinished];
  await promisify(execFile)("mmdebstrap", args, { maxBuffer: 64 * 1024 * 1024 });
  await rename(unfinished, image);
  return image;
}
