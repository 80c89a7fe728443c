import { readdir, readFile } from "node:fs/promises";

export interface RunningProcess {
  readonly pid: number;
  readonly command: string;
}

/** All descendants of a process, with their command lines. */
export async function children(parent: number): Promise<RunningProcess[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir("/proc")) {
    const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => undefined);
    const ppid = stat === undefined ? undefined : /\) \S (\d+)/.exec(stat)?.[1];
    if (ppid !== undefined && /^\d+$/.test(name)) parents.set(Number(name), Number(ppid));
  }
  const under = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === parent || under(parents.get(pid)));
  const found = [...parents].filter(([pid, ppid]) => pid !== parent && under(ppid));
  return Promise.all(
    found.map(async ([pid]) => ({
      pid,
      command: (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).replaceAll(
        "\0",
        " ",
      ),
    })),
  );
}
