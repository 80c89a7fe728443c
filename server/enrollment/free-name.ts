import { randomBytes } from "node:crypto";
import type { Tx } from "../context.ts";

/** Tries for a name that others may be taking at the same moment. */
export const nameTries = 4;

/** The name itself, else the lowest free suffix; a random one where many race for it. */
export async function freeName(tx: Tx, wanted: string, attempt: number): Promise<string> {
  if (attempt > 1) return `${wanted.slice(0, 120)}-${randomBytes(3).toString("hex")}`;
  const base = wanted.slice(0, 122);
  const pattern = `${base.replace(/[\\%_]/g, "\\$&")}-%`;
  const rows = await tx.$queryRaw<{ name: string }[]>`
    SELECT live_name AS name FROM sensor WHERE live_name = ${wanted} OR live_name LIKE ${pattern}`;
  const taken = new Set(rows.map((row) => row.name));
  if (!taken.has(wanted)) return wanted;
  let suffix = 2;
  while (taken.has(`${base}-${suffix}`)) suffix += 1;
  return `${base}-${suffix}`;
}
