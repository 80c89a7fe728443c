import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Machine } from "./machine.ts";

/**
 * Runs a Packer template's provisioners on a host over SSH, as a cloud's builder runs them on the
 * instance that becomes the image. @returns what Packer printed
 */
export async function packerBuild(host: Machine, template: object): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "telovix-packer-"));
  try {
    await writeFile(join(folder, "key"), await openSsh(host), { mode: 0o600 });
    const builder = {
      type: "null",
      ssh_host: host.address,
      ssh_username: "root",
      ssh_private_key_file: join(folder, "key"),
    };
    const file = join(folder, "template.json");
    await writeFile(file, JSON.stringify({ builders: [builder], ...template }));
    const env = { ...process.env, HOME: folder, CHECKPOINT_DISABLE: "1", PACKER_NO_COLOR: "1" };
    const { stdout } = await promisify(execFile)("packer", ["build", file], { cwd: folder, env });
    return stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Lets root in with a new key. @returns its private part */
async function openSsh(host: Machine): Promise<string> {
  const key = await host.sh(
    `ssh-keygen -q -t ed25519 -N '' -f /tmp/key && install -D -m 0600 /tmp/key.pub ~/.ssh/authorized_keys &&
     cat /tmp/key && rm /tmp/key /tmp/key.pub`,
  );
  await host.sh("systemctl start ssh");
  return key;
}
