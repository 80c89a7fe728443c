import type { Db, Tx } from "../context.ts";
import { defaultSettings, Settings } from "./schema.ts";

/** The settings in force: what was changed over the defaults. Read where used, so effective at once. */
export async function readSettings(db: Db | Tx): Promise<Settings> {
  const rows = await db.setting.findMany();
  const changed = Object.fromEntries(rows.map((row) => [row.key, row.value]));
  return Settings.parse(
    Object.fromEntries(
      Object.entries(defaultSettings).map(([section, defaults]) => [
        section,
        { ...defaults, ...(changed[section] as object | undefined) },
      ]),
    ),
  );
}
