import { createHmac } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { arch, cpus, hostname, release, totalmem } from "node:os";
import { z } from "zod";
import { names } from "../protocol.ts";
import { version } from "../version.ts";
import { findInstance } from "./metadata.ts";

const read = (file: string) => (existsSync(file) ? readFileSync(file, "utf8").trim() : "");

/** `amd64` or `arm64`, as downloads are named. */
export const architecture = (): "amd64" | "arm64" => (arch() === "arm64" ? "arm64" : "amd64");

/** In a pod that sees the host's processes, the host's; the image has an own one, or none. */
const releaseFiles = ["/proc/1/root/etc/os-release", "/etc/os-release"];

/** The distribution's own name for itself. */
export function osName(): string {
  const text = releaseFiles.map(read).find((each) => each !== "") ?? "";
  const line = /^PRETTY_NAME="?([^"\n]*)"?/m.exec(text)?.[1];
  return (line ?? "Linux").slice(0, 128);
}

/** The host name within the grammar of names; what does not fit becomes a dash. */
export function hostName(): string {
  const name = hostname()
    .replace(/[^A-Za-z0-9._-]/g, "-")
    .replace(/^[^A-Za-z0-9]+/, "")
    .slice(0, 128);
  return names.name.test(name) ? name : "host";
}

/** machine-id(5) is confidential; it asks that applications derive their own id from it, keyed. */
export function machineId(etc = "/etc"): string | undefined {
  const id = read(`${etc}/machine-id`);
  return id ? createHmac("sha256", id).update("telovix-sensor").digest("hex") : undefined;
}

/** Which boot of which kernel this is. */
export function bootId(): string | undefined {
  return z.uuid().safeParse(read("/proc/sys/kernel/random/boot_id")).data;
}

/** What an enrollment tells of this host. */
export async function describeHost() {
  const instance = await findInstance();
  return {
    hostname: hostName(),
    instanceId: instance?.id,
    facts: {
      arch: architecture(),
      kernel: release().slice(0, 128),
      os: osName(),
      version,
      cpus: Math.max(1, cpus().length),
      memoryBytes: totalmem(),
      ...(instance ? { cloud: instance.cloud } : {}),
    },
  };
}
