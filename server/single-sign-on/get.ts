import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { publicUrl } from "../settings/public-url.ts";
import { readRow, storedConfig } from "./read.ts";
import type { SingleSignOnView } from "./schema.ts";

export const callbackPath = "/api/auth/single-sign-on/callback";

export async function getSingleSignOn(ctx: Ctx): Promise<SingleSignOnView> {
  authorize(ctx.actor, "administer");
  const [row, url] = await Promise.all([readRow(ctx.db), publicUrl(ctx.db, ctx.config)]);
  return {
    ...storedConfig(row),
    hasClientSecret: row !== null,
    callbackUrl: `${url}${callbackPath}`,
    updatedAt: row?.updatedAt.toISOString() ?? null,
    updatedBy: row?.updatedBy ?? null,
  };
}
