import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { hostImage, type ImageName } from "./image.ts";

/** Folders that lie over each other as one root, the first on top. None is written to. */
export interface Disk {
  readonly layers: readonly string[];
}

export const imageDisk = async (name: ImageName): Promise<Disk> => ({
  layers: [await hostImage(name)],
});

/** What is written on a host's disk before it boots. */
export interface FirstFiles {
  readonly hostname: string;
  readonly machineId: string;
  /** `address name` lines. */
  readonly hosts: readonly string[];
  /** cloud-init finds it as if the host's cloud had it; only on the cloud image. */
  readonly userData?: string | undefined;
  readonly instanceId: string;
  /** What `sh` is, where it is not to be Debian's dash. */
  readonly sh?: "bash" | undefined;
  /** PEM of a CA that the host's own store is to trust. */
  readonly trustedCa?: string | undefined;
}

/**
 * A new disk over `below` in `folder`, with its first files. Its root comes to be in
 * `folder`/root when `mountScript` runs.
 */
export async function newDisk(folder: string, below: Disk, files: FirstFiles): Promise<Disk> {
  const top = join(folder, "top");
  for (const each of ["top", "work", "root"]) await mkdir(join(folder, each));
  const put = async (path: string, text: string) => {
    await mkdir(dirname(join(top, path)), { recursive: true });
    await writeFile(join(top, path), text);
  };
  await put("etc/hostname", `${files.hostname}\n`);
  await put("etc/machine-id", `${files.machineId}\n`);
  const addresses = [`127.0.0.1 localhost ${files.hostname}`, ...files.hosts];
  await put("etc/hosts", addresses.map((line) => `${line}\n`).join(""));
  await put("etc/environment", "LANG=C.UTF-8\n");
  if (files.sh) {
    await mkdir(join(top, "usr/bin"), { recursive: true });
    await symlink(files.sh, join(top, "usr/bin/sh"));
  }
  if (files.trustedCa) await put("usr/local/share/ca-certificates/console.crt", files.trustedCa);
  if (files.userData !== undefined) {
    const seed = "var/lib/cloud/seed/nocloud";
    const meta = `instance-id: ${files.instanceId}\nlocal-hostname: ${files.hostname}\n`;
    await put(`${seed}/meta-data`, meta);
    await put(`${seed}/user-data`, files.userData);
  }
  return { layers: [top, ...below.layers] };
}

/**
 * Shell that makes the layers one root. It runs in a mount namespace of its own, so that nothing stays
 * mounted when the host has gone.
 */
export function mountScript(folder: string, { layers }: Disk): string {
  const [top, ...below] = layers;
  const options = `lowerdir=${below.join(":")},upperdir=${top},workdir=${join(folder, "work")}`;
  return `mount -t overlay overlay -o '${options}' '${join(folder, "root")}'`;
}

/** Shell that has the host's programs trust the CA among its first files. */
export const trustScript = (folder: string) =>
  `chroot '${join(folder, "root")}' update-ca-certificates >/dev/null 2>&1`;
