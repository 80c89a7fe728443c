import { createPublicKey, type KeyObject } from "node:crypto";
import { appendAudit } from "../audit/append.ts";
import type { Ctx, Tx } from "../context.ts";
import { advisoryLocks } from "../db/advisory-locks.ts";
import { keyId, newKeyPair, readPrivateKey } from "./key.ts";

/** The installation's own key, made and trusted when there is none yet. */
export async function ownKey(ctx: Ctx, tx: Tx): Promise<KeyObject> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.licenseKey})`;
  const own = await tx.licenseKey.findFirst({ where: { encryptedPrivateKey: { not: null } } });
  if (own?.encryptedPrivateKey)
    return readPrivateKey(ctx.secretBox.unseal(own.encryptedPrivateKey));
  // Another secret would seal a key that this installation's own could never open.
  const ca = await tx.certificateAuthority.findUnique({ where: { id: 1 } });
  if (ca) ctx.secretBox.unseal(ca.encryptedKey);
  const pair = newKeyPair();
  const id = await keyId(createPublicKey(pair.publicKey));
  const trustedAt = ctx.clock.now();
  await tx.licenseKey.create({
    data: {
      id,
      publicKey: pair.publicKey,
      encryptedPrivateKey: ctx.secretBox.seal(pair.privateKey),
      trustedAt,
      trustedBy: ctx.actor.name,
    },
  });
  await appendAudit(tx, trustedAt, {
    action: "license_key_created",
    actor: ctx.actor,
    target: `license-key:${id}`,
  });
  return readPrivateKey(pair.privateKey);
}
