import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import type { Prisma } from "../db/generated/client.ts";
import { notify } from "../db/notify.ts";
import { readSettings } from "./read.ts";
import type { Settings, UpdateSettings } from "./schema.ts";

/** Changes settings; every process reads them afresh. @returns all settings as they are now. */
export async function updateSettings(ctx: Ctx, input: UpdateSettings): Promise<Settings> {
  authorize(ctx.actor, "administer");
  return ctx.db.$transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE setting IN SHARE ROW EXCLUSIVE MODE`;
    const before = await readSettings(tx);
    const updatedAt = ctx.clock.now();
    for (const [key, changes] of Object.entries(input)) {
      const value = { ...before[key as keyof Settings], ...changes };
      const row = { value, updatedAt, updatedBy: ctx.actor.name };
      await tx.setting.upsert({ where: { key }, create: { key, ...row }, update: row });
    }
    await notify(tx, { topic: "settings" });
    await appendAudit(tx, updatedAt, {
      action: "settings_changed",
      actor: ctx.actor,
      target: "settings",
      details: { before: pick(before, input), after: { ...input } },
    });
    return readSettings(tx);
  });
}

/** Of `before`, the fields that `changes` names. */
function pick(before: Settings, changes: UpdateSettings): Prisma.InputJsonObject {
  const picked = Object.entries(changes).map(([section, fields]) => {
    const old = Object.entries(before[section as keyof Settings]);
    return [section, Object.fromEntries(old.filter(([name]) => name in (fields ?? {})))];
  });
  return Object.fromEntries(picked);
}
