import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { readLicensing } from "./read.ts";

/** Takes the license out of force; sensors beyond the limit without one stay. Repeating it changes nothing. */
export async function removeLicense(ctx: Ctx): Promise<void> {
  authorize(ctx.actor, "administer");
  const now = ctx.clock.now();
  await ctx.db.$transaction(async (tx) => {
    const { license } = await readLicensing(tx);
    const { count } = await tx.license.deleteMany();
    if (count === 0) return;
    await appendAudit(tx, now, {
      action: "license_removed",
      actor: ctx.actor,
      target: license ? `license:${license.jti}` : "license",
    });
  });
}
