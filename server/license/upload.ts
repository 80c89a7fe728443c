import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { claimTime, termProblem } from "./claims.ts";
import { getLicense } from "./get.ts";
import { readLicensing } from "./read.ts";
import type { LicenseView, UploadLicense } from "./schema.ts";
import { verifyLicense } from "./verify.ts";

/**
 * Puts a license in force, in place of the one before; sensors beyond its limit stay.
 * @throws {AppError} `LicenseInvalid` naming what is wrong; the license before stays then.
 */
export async function uploadLicense(ctx: Ctx, input: UploadLicense): Promise<LicenseView> {
  authorize(ctx.actor, "administer");
  const now = ctx.clock.now();
  await ctx.db.$transaction(async (tx) => {
    const { trust } = await readLicensing(tx);
    const claims = await verifyLicense(input.license, trust);
    const problem = termProblem(claims, now);
    if (problem) throw new AppError("LicenseInvalid", problem);
    const row = { token: input.license, uploadedAt: now, uploadedBy: ctx.actor.name };
    await tx.license.upsert({ where: { id: 1 }, create: row, update: row });
    await appendAudit(tx, now, {
      action: "license_uploaded",
      actor: ctx.actor,
      target: `license:${claims.jti}`,
      details: {
        customer: claims.sub,
        maxProtectedNodes: claims.max_protected_nodes,
        expiresAt: claimTime(claims.exp),
      },
    });
  });
  return getLicense(ctx);
}
