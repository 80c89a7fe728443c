import { z } from "zod";
import type { Db, Tx } from "../context.ts";
import { defaultSettings, Settings } from "./schema.ts";

/** What is stored; a field that another version of Telovix knew is left out, not an error. */
const Stored = z.object({
  enrollment: z.object(Settings.shape.enrollment.shape),
  status: z.object(Settings.shape.status.shape),
  removal: z.object(Settings.shape.removal.shape),
  retention: z.object(Settings.shape.retention.shape),
  notifications: z.object(Settings.shape.notifications.shape),
  console: z.object(Settings.shape.console.shape),
});

/** The settings in force: what was changed over the defaults. Read where used, so effective at once. */
export async function readSettings(db: Db | Tx): Promise<Settings> {
  const rows = await db.setting.findMany();
  const changed = Object.fromEntries(rows.map((row) => [row.key, row.value]));
  return Stored.parse(
    Object.fromEntries(
      Object.entries(defaultSettings).map(([section, defaults]) => [
        section,
        { ...defaults, ...(changed[section] as object | undefined) },
      ]),
    ),
  );
}
