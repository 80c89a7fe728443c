import { createHash, randomBytes, randomUUID } from "node:crypto";
import { shownEmail } from "../auth/email.ts";
import type { Ctx, Tx } from "../context.ts";
import type { Invite } from "../db/generated/client.ts";
import { publicUrl } from "../settings/public-url.ts";
import type { CreatedInvite, InviteView } from "./schema.ts";

const daysValid = 7;

export const hashOfSecret = (secret: string) =>
  new Uint8Array(createHash("sha256").update(secret).digest());

/** Links that could still be used now. */
export const isOpen = (now: Date) => ({ usedAt: null, revokedAt: null, expiresAt: { gt: now } });

export function viewInvite(row: Invite): InviteView {
  return {
    id: row.id,
    email: shownEmail(row.email),
    role: row.role,
    kind: row.userId === null ? "join" : "reset",
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    expiresAt: row.expiresAt.toISOString(),
  };
}

/** Ends every link for this address: what it was for has been done, or is not to be. */
export async function revokeLinks(tx: Tx, email: string, now: Date): Promise<void> {
  await tx.invite.updateMany({ where: { email, ...isOpen(now) }, data: { revokedAt: now } });
}

/**
 * Writes a link of 256 random bits in place of any other for this address. The secret is behind
 * the `#`, which browsers keep to themselves: it is in no log and in no Referer.
 */
export async function newLink(
  ctx: Ctx,
  tx: Tx,
  { email, role, userId }: { email: string; role: string; userId: string | null },
): Promise<CreatedInvite> {
  const secret = randomBytes(32).toString("base64url");
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + daysValid * 86_400_000);
  await revokeLinks(tx, email, now);
  const invite = await tx.invite.create({
    data: {
      id: randomUUID(),
      ...{ email, role, userId, expiresAt },
      hash: hashOfSecret(secret),
      createdAt: now,
      createdBy: ctx.actor.name,
    },
  });
  return { ...viewInvite(invite), link: `${await publicUrl(tx, ctx.config)}/invite#${secret}` };
}
