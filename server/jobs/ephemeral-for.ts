import type { Db } from "../context.ts";
import { readSettings } from "../settings/read.ts";

/** After how much silence sensors are removed; decided when it is asked for, not when it is done. */
export async function ephemeralFor(
  db: Db,
  asked: { ephemeral: boolean; removeAfterSeconds?: number | undefined },
): Promise<number | null> {
  if (!asked.ephemeral) return null;
  return asked.removeAfterSeconds ?? (await readSettings(db)).removal.defaultAfterSeconds;
}
