import type { Db, Tx } from "../context.ts";
import type { Settings } from "./schema.ts";
import { storedSettings } from "./stored.ts";

/** The settings in force. Read where they are used, so that a change is effective at once. */
export async function readSettings(db: Db | Tx): Promise<Settings> {
  const rows = await db.setting.findMany();
  return storedSettings(Object.fromEntries(rows.map((row) => [row.key, row.value])));
}
