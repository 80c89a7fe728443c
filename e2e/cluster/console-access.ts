import type { Lab, LabNode } from "./lab.ts";

/** From now on the node reaches neither port of the Console: not one packet leaves. */
export async function cutOff(lab: Lab, node: LabNode): Promise<void> {
  await eachPort(lab, node, "add");
}

export async function letThrough(lab: Lab, node: LabNode): Promise<void> {
  await eachPort(lab, node, "delete");
}

async function eachPort(lab: Lab, node: LabNode, verb: "add" | "delete"): Promise<void> {
  const { port, sensorPort } = lab.console;
  for (const each of [port, sensorPort]) {
    const rule = `priority 100 to ${node.consoleAddress} ipproto tcp dport ${each} blackhole`;
    await node.sh(`ip rule ${verb} ${rule}`);
  }
}
