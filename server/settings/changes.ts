import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { defaultSettings, SettingsChanges } from "./schema.ts";

/** Who changed each section last, and when. */
export async function settingsChanges(ctx: Ctx): Promise<SettingsChanges> {
  authorize(ctx.actor, "read");
  const rows = await ctx.db.setting.findMany();
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return SettingsChanges.parse(
    Object.fromEntries(
      Object.keys(defaultSettings).map((section) => {
        const row = byKey.get(section);
        return [section, row ? { at: row.updatedAt.toISOString(), by: row.updatedBy } : null];
      }),
    ),
  );
}
