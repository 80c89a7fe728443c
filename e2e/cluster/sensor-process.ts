import type { LabNode } from "./lab.ts";

/** A mount as the sensor's container sees it (proc_pid_mountinfo(5)). */
export interface Mount {
  readonly isReadOnly: boolean;
  readonly isShared: boolean;
}

/** The sensor's process on a node: what its container really got. */
export interface SensorProcess {
  readonly pid: number;
  /** By where they are in the container; the topmost where several lie over each other. */
  readonly mounts: ReadonlyMap<string, Mount>;
  /** Whether the namespace of this kind is the node's own. */
  sharesWithNode(kind: "pid" | "net" | "ipc" | "mnt"): Promise<boolean>;
}

export async function sensorProcess(node: LabNode): Promise<SensorProcess> {
  const found = await node.sh("pgrep --oldest --full '^/usr/local/bin/telovix-sensor run'");
  const pid = Number(found);
  const read = (file: string) => node.sh(`cat /proc/${pid}/${file}`);
  const mounts = new Map<string, Mount>();
  for (const line of (await read("mountinfo")).split("\n").filter(Boolean)) {
    const [, , , , path = "", options = "", ...rest] = line.split(" ");
    mounts.set(path, {
      isReadOnly: options.split(",").includes("ro"),
      isShared: rest.slice(0, rest.indexOf("-")).some((each) => each.startsWith("shared:")),
    });
  }
  return {
    pid,
    mounts,
    async sharesWithNode(kind) {
      const [own, nodes] = await Promise.all(
        [pid, 1].map((each) => node.sh(`readlink /proc/${each}/ns/${kind}`)),
      );
      return own === nodes;
    },
  };
}
