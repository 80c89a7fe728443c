import { execFile } from "node:child_process";
import { randomInt } from "node:crypto";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A cable between this machine (`here`) and a host (`there`), in a network of their own. */
export interface Cable {
  /** Of systemd-nspawn's virtual cable: `ve-<name>` here, `host0` there. */
  readonly name: string;
  readonly here: string;
  readonly there: string;
}

export function newCable(): Cable {
  const net = `10.${randomInt(16, 250)}.${randomInt(0, 256)}`;
  const name = `tvx${randomInt(0x100000, 0xffffff).toString(16)}`;
  return { name, here: `${net}.1`, there: `${net}.2` };
}

export async function plugIn({ name, here, there }: Cable, leader: number): Promise<void> {
  const side = `ve-${name}`;
  await run("ip", ["address", "add", `${here}/30`, "dev", side]);
  await run("ip", ["link", "set", side, "up"]);
  const inside = ["-t", String(leader), "-n", "ip"];
  await run("nsenter", [...inside, "address", "add", `${there}/30`, "dev", "host0"]);
  await run("nsenter", [...inside, "link", "set", "host0", "up"]);
}

/** From now on not one packet passes, so that not even the end of a connection is heard. */
export async function pullOut({ name }: Cable): Promise<void> {
  await run("ip", ["link", "delete", `ve-${name}`]);
}
