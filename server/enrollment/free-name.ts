import { randomBytes } from "node:crypto";
import type { Tx } from "../context.ts";

const tries = 4;
/** Of more namesakes, each gets a random suffix: counting on would take longer with every one. */
const suffixMax = 200;

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
  const stem = `${wanted.slice(0, 122)}-`;
  const [free] = await tx.$queryRaw<{ name: string }[]>`
    SELECT c.name FROM (SELECT ${stem}::text || n AS name, n FROM generate_series(2, ${suffixMax}) n) c
    WHERE NOT EXISTS (SELECT FROM sensor s WHERE s.live_name = c.name) ORDER BY c.n LIMIT 1`;
  return free?.name ?? randomSuffix(wanted);
}
