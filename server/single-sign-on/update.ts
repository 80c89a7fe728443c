import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { lockUsers } from "../users/query.ts";
import { getSingleSignOn } from "./get.ts";
import { issuerRefusal, openOutgoing } from "./outgoing.ts";
import { readRow, storedConfig } from "./read.ts";
import type { SingleSignOnView, UpdateSingleSignOn } from "./schema.ts";

/** Sets all of it; every console reads it afresh with each sign-in. */
export async function updateSingleSignOn(
  ctx: Ctx,
  { clientSecret, ...config }: UpdateSingleSignOn,
): Promise<SingleSignOnView> {
  authorize(ctx.actor, "administer");
  const refusal = await issuerRefusal(ctx.db, config.issuer);
  if (refusal) throw new AppError("InvalidRequest", `issuer: ${refusal}`);
  await openOutgoing(ctx.db, config.caCertificate).catch((error: Error) => {
    throw new AppError("InvalidRequest", `caCertificate: ${error.message}`);
  });
  const updatedAt = ctx.clock.now();
  await ctx.db.$transaction(async (tx) => {
    await lockUsers(tx);
    const row = await readRow(tx);
    const before = storedConfig(row);
    const encryptedSecret = clientSecret ? ctx.secretBox.seal(clientSecret) : row?.encryptedSecret;
    if (!encryptedSecret) throw new AppError("InvalidRequest", "clientSecret: fill it in.");
    // The secret was given for that provider: it is not sent to another.
    if (!clientSecret && row && before.issuer !== config.issuer)
      throw new AppError("InvalidRequest", "clientSecret: another issuer needs it again.");
    const updated = { config, updatedAt, updatedBy: ctx.actor.name };
    const secret = { encryptedSecret: new Uint8Array(encryptedSecret) };
    const data = { ...updated, ...secret };
    await tx.singleSignOn.upsert({ where: { id: 1 }, create: { id: 1, ...data }, update: data });
    await appendAudit(tx, updatedAt, {
      action: "single_sign_on_changed",
      actor: ctx.actor,
      target: "settings",
      details: { before, after: config, newSecret: clientSecret !== undefined },
    });
  });
  return getSingleSignOn(ctx);
}
