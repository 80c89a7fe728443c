import type { KeyObject } from "node:crypto";
import { createPublicKey } from "node:crypto";
import { appendAudit } from "../audit/append.ts";
import { seal, unseal } from "../ca/secret-box.ts";
import type { Ctx, Tx } from "../context.ts";
import { keyId, newKeyPair, readPrivateKey } from "./key.ts";

/** Commands that run at once make one key. */
const advisoryLock = 7_368_107;

/** The installation's own key, made and trusted when there is none yet. */
export async function ownKey(ctx: Ctx, tx: Tx, secret: string): Promise<KeyObject> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLock})`;
  const own = await tx.licenseKey.findFirst({ where: { encryptedPrivateKey: { not: null } } });
  if (own?.encryptedPrivateKey) return readPrivateKey(unseal(secret, own.encryptedPrivateKey));
  const pair = newKeyPair();
  const id = await keyId(createPublicKey(pair.publicKey));
  const trustedAt = ctx.clock.now();
  await tx.licenseKey.create({
    data: {
      id,
      publicKey: pair.publicKey,
      encryptedPrivateKey: seal(secret, pair.privateKey),
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
