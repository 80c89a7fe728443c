import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const folder = join(import.meta.dirname, "..", "..", ".cache", "host");
const base = "systemd,systemd-sysv,dbus,curl,ca-certificates,iproute2,procps";

/** Where cloud-init finds what a cloud would tell it, and what no namespace has a use for. */
const cloudConfig = `datasource_list: [NoCloud, None]
network: {config: disabled}
disable_root: false
manage_etc_hosts: false
locale: false
ssh_deletekeys: false
ssh_genkeytypes: [ed25519]
apt: {preserve_sources_list: true}
`;

interface Recipe {
  readonly packages: string;
  /** Runs in the finished root, which is $1. */
  readonly hooks: readonly string[];
}

const recipes = {
  minimal: { packages: base, hooks: [] },
  /** What a Kubernetes node has besides its kubelet. */
  node: { packages: `${base},containerd,runc,containernetworking-plugins`, hooks: [] },
  cloud: {
    packages: `${base},cloud-init,openssh-server,sudo`,
    hooks: [
      `printf '%s' '${cloudConfig}' >"$1/etc/cloud/cloud.cfg.d/99_host.cfg"`,
      'systemctl --root="$1" disable ssh.service',
      'rm "$1"/etc/ssh/ssh_host_*',
    ],
  },
} as const satisfies Record<string, Recipe>;

export type ImageName = keyof typeof recipes;

/** The root folder of a Debian 12 with systemd, made once and kept in .cache/; never written to. */
export async function hostImage(name: ImageName): Promise<string> {
  const { packages, hooks }: Recipe = recipes[name];
  // By its recipe, so that one that changed is made anew.
  const recipe = createHash("sha256").update(JSON.stringify(recipes[name])).digest("hex");
  const image = join(folder, `bookworm-${name}-${recipe.slice(0, 8)}`);
  if (existsSync(image)) return image;
  const unfinished = `${image}.${process.pid}`;
  await mkdir(folder, { recursive: true });
  const args = ["--variant=minbase", `--include=${packages}`];
  const custom = hooks.map((hook) => `--customize-hook=${hook}`);
  try {
    await promisify(execFile)("mmdebstrap", [...args, ...custom, "bookworm", unfinished], {
      maxBuffer: 64 * 1024 * 1024,
    });
    await rename(unfinished, image).catch((error) => {
      // Another run was quicker.
      if (!existsSync(image)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return image;
}
