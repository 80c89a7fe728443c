import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import type { Prisma } from "../db/generated/client.ts";
import { notify } from "../db/notify.ts";
import { readSettings } from "./read.ts";
import type { Settings, UpdateSettings } from "./schema.ts";

/**
 * Changes settings; every process reads them afresh. What is already as it is asked for is no change,
 * and nobody has made it. @returns all settings as they are now.
 */
export async function updateSettings(ctx: Ctx, input: UpdateSettings): Promise<Settings> {
  authorize(ctx.actor, "administer");
  return ctx.db.$transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE setting IN SHARE ROW EXCLUSIVE MODE`;
    const settings = await readSettings(tx);
    const { before, after } = changesOf(settings, input);
    if (Object.keys(after).length === 0) return settings;
    const updatedAt = ctx.clock.now();
    for (const [key, changes] of Object.entries(after)) {
      const value = { ...settings[key as keyof Settings], ...changes };
      const row = { value, updatedAt, updatedBy: ctx.actor.name };
      await tx.setting.upsert({ where: { key }, create: { key, ...row }, update: row });
    }
    await notify(tx, { topic: "settings" });
    const details = { before, after };
    const entry = { action: "settings_changed", actor: ctx.actor, target: "settings", details };
    await appendAudit(tx, updatedAt, entry);
    return readSettings(tx);
  });
}

type Fields = Record<string, Prisma.InputJsonObject>;

/** The fields that really change, by section: what they were and what they become. */
function changesOf(settings: Settings, input: UpdateSettings): { before: Fields; after: Fields } {
  const [before, after]: [Fields, Fields] = [{}, {}];
  for (const [section, fields] of Object.entries(input)) {
    const old: Readonly<Record<string, Prisma.InputJsonValue>> =
      settings[section as keyof Settings];
    const changed = Object.entries(fields ?? {}).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name]),
    );
    if (changed.length === 0) continue;
    before[section] = Object.fromEntries(changed.map(([name]) => [name, old[name]]));
    after[section] = Object.fromEntries(changed);
  }
  return { before, after };
}
