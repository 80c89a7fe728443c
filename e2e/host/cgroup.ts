import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";

/** The trees in which systemd keeps its units: one, or two where version 1 and 2 are both mounted. */
const trees = ["/sys/fs/cgroup", "/sys/fs/cgroup/systemd", "/sys/fs/cgroup/unified"];
const folders = (name: string) =>
  (existsSync(`${trees[0]}/cgroup.procs`) ? trees.slice(0, 1) : trees.slice(1))
    .filter((tree) => existsSync(tree))
    .map((tree) => `${tree}/${name}`);

/**
 * Shell that moves itself, and what it becomes, into a control group of its own: without one,
 * each host's systemd would take the units of all others for leftovers of its own and remove them.
 */
export const joinCgroupScript = (name: string) =>
  folders(name)
    .map((folder) => `mkdir -p ${folder} && echo $$ >${folder}/cgroup.procs`)
    .join(" && ");

/** Removes it, and what the host's systemd made in it, once nothing runs there. */
export async function removeCgroup(name: string): Promise<void> {
  const there = folders(name).filter((folder) => existsSync(folder));
  if (there.length === 0) return;
  await promisify(execFile)("find", [
    ...there,
    "-depth",
    "-type",
    "d",
    "-exec",
    "rmdir",
    "{}",
    "+",
  ]);
}
