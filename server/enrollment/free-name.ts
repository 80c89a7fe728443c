import { randomBytes } from "node:crypto";
import type { Tx } from "../context.ts";

const tries = 4;

/**
 * Gives a sensor the name that it wants, else that name with the lowest free suffix, else with a
 * random one where many race for it. `write` answers false when the name was taken.
 */
export async function takeName(
  tx: Tx,
  wanted: string,
  write: (name: string) => Promise<boolean>,
): Promise<string> {
  if (await write(wanted)) return wanted;
  for (let attempt = 1; attempt <= tries; attempt++) {
    const name = attempt === 1 ? await lowestSuffix(tx, wanted) : randomSuffix(wanted);
    if (await write(name)) return name;
  }
  throw new Error(`No free name for ${wanted}`);
}

const randomSuffix = (wanted: string) =>
  `${wanted.slice(0, 120)}-${randomBytes(3).toString("hex")}`;

async function lowestSuffix(tx: Tx, wanted: string): Promise<string> {
  const base = wanted.slice(0, 122);
  const pattern = `${base.replace(/[\\%_]/g, "\\$&")}-%`;
  const rows = await tx.$queryRaw<{ name: string }[]>`
    SELECT live_name AS name FROM sensor WHERE live_name LIKE ${pattern}`;
  const taken = new Set(rows.map((row) => row.name));
  let suffix = 2;
  while (taken.has(`${base}-${suffix}`)) suffix += 1;
  return `${base}-${suffix}`;
}
