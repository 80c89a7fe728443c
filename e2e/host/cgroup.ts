import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";

const root = "/sys/fs/cgroup";
const isTree = (folder: string) => existsSync(join(folder, "cgroup.procs"));

/** One tree where version 2 alone is mounted, else one for each controller of version 1 and two more. */
const trees = () =>
  isTree(root)
    ? [root]
    : readdirSync(root)
        .map((name) => join(root, name))
        .filter(isTree);

/** In which systemd keeps its units. */
const systemdTrees = () =>
  trees().filter((tree) => /^(cgroup|systemd|unified)$/.test(basename(tree)));

/**
 * Shell that moves itself, and what it becomes, into a control group of its own: without one,
 * each host's systemd would take the units of all others for leftovers of its own and remove them.
 */
export const joinCgroupScript = (name: string, which: "systemd" | "all" = "systemd") =>
  (which === "all" ? trees() : systemdTrees())
    .map((tree) => `${inheritCpus(tree, name)} && echo $$ >${tree}/${name}/cgroup.procs`)
    .join(" && ");

/** A group of version 1's cpuset takes nothing in before it has CPUs and memory. */
const inheritCpus = (tree: string, name: string) =>
  [`mkdir -p ${tree}/${name}`]
    .concat(
      basename(tree) === "cpuset"
        ? ["cpus", "mems"].map(
            (each) => `cat ${tree}/cpuset.${each} >${tree}/${name}/cpuset.${each}`,
          )
        : [],
    )
    .join(" && ");

/** Removes it, and what the host's systemd made in it, once nothing runs there. */
export async function removeCgroup(name: string): Promise<void> {
  const there = trees()
    .map((tree) => join(tree, name))
    .filter((folder) => existsSync(folder));
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
