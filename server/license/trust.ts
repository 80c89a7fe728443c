import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { keyId, readPublicKey } from "./key.ts";

/** Accepts licenses of this key (PEM, public half) from now on. Repeating it changes nothing. */
export async function trustLicenseKey(ctx: Ctx, pem: string): Promise<{ id: string }> {
  authorize(ctx.actor, "administer");
  const key = readPublicKey(pem);
  const id = await keyId(key);
  const publicKey = key.export({ type: "spki", format: "pem" }) as string;
  const at = ctx.clock.now();
  await ctx.db.$transaction(async (tx) => {
    const row = { id, publicKey, trustedAt: at, trustedBy: ctx.actor.name };
    const { count } = await tx.licenseKey.createMany({ data: [row], skipDuplicates: true });
    if (count === 0) return;
    await appendAudit(tx, at, {
      action: "license_key_trusted",
      actor: ctx.actor,
      target: `license-key:${id}`,
    });
  });
  return { id };
}

/** Ends the trust in a key; a license of it is out of force at once. */
export async function distrustLicenseKey(ctx: Ctx, id: string): Promise<void> {
  authorize(ctx.actor, "administer");
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.licenseKey.deleteMany({ where: { id } });
    if (count === 0) throw new AppError("NotFound", `No license key ${id} is trusted here.`);
    await appendAudit(tx, ctx.clock.now(), {
      action: "license_key_distrusted",
      actor: ctx.actor,
      target: `license-key:${id}`,
    });
  });
}

/** The keys whose licenses are accepted, oldest first. */
export async function listLicenseKeys(ctx: Ctx) {
  authorize(ctx.actor, "administer");
  const keys = await ctx.db.licenseKey.findMany({ orderBy: [{ trustedAt: "asc" }, { id: "asc" }] });
  return keys.map(({ id, trustedAt, trustedBy, encryptedPrivateKey }) => ({
    id,
    isOwn: encryptedPrivateKey !== null,
    trustedAt: trustedAt.toISOString(),
    trustedBy,
  }));
}
