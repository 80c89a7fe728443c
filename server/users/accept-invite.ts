import { randomUUID } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { appendAudit } from "../audit/append.ts";
import { shownEmail } from "../auth/email.ts";
import type { Clock } from "../clock.ts";
import type { Actor, Db, Tx } from "../context.ts";
import type { Invite } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";
import { hashOfSecret, isOpen, viewInvite } from "./link.ts";
import { endSessions, knownRole, lockUsers } from "./query.ts";
import type { AcceptInvite, InviteView } from "./schema.ts";
import { setPassword } from "./set-password.ts";

interface Deps {
  readonly db: Db;
  readonly clock: Clock;
}

/** What a link is for, for who holds it. @throws {AppError} `InviteInvalid` */
export async function openInvite({ db, clock }: Deps, secret: string): Promise<InviteView> {
  const invite = await db.invite.findFirst({
    where: { hash: hashOfSecret(secret), ...isOpen(clock.now()) },
  });
  if (!invite) throw new AppError("InviteInvalid");
  return viewInvite(invite);
}

/**
 * Uses a link, once: makes the user it was for, or sets the user's password.
 * @returns the address to sign in with
 */
export async function acceptInvite(
  { db, clock }: Deps,
  { secret, name, password }: AcceptInvite,
): Promise<{ email: string }> {
  // Before the hash, which is slow on purpose: strangers shall not make us work.
  await openInvite({ db, clock }, secret);
  const hash = await hashPassword(password);
  const now = clock.now();
  return db.$transaction(async (tx) => {
    await lockUsers(tx);
    const [invite] = await tx.invite.updateManyAndReturn({
      where: { hash: hashOfSecret(secret), ...isOpen(now) },
      data: { usedAt: now },
    });
    if (!invite) throw new AppError("InviteInvalid");
    const actor = invite.userId
      ? await resetUser(tx, invite.userId)
      : await joinUser(tx, invite, name ?? shownEmail(invite.email));
    await setPassword(tx, actor.id, hash);
    await appendAudit(tx, now, {
      action: invite.userId ? "password_changed" : "invite_accepted",
      actor,
      target: `user:${actor.id}`,
      details: { email: shownEmail(invite.email), role: invite.role, invite: invite.id },
    });
    return { email: shownEmail(invite.email) };
  });
}

async function joinUser(tx: Tx, { email, role }: Invite, name: string): Promise<Actor> {
  if (await tx.user.findUnique({ where: { email } })) throw new AppError("InviteInvalid");
  const id = randomUUID();
  await tx.user.create({ data: { id, email, name, role, emailVerified: true } });
  return { kind: "user", id, name, role: knownRole(role) };
}

async function resetUser(tx: Tx, id: string): Promise<Actor> {
  const { name, role, disabledAt } = await tx.user.findUniqueOrThrow({ where: { id } });
  if (disabledAt) throw new AppError("InviteInvalid");
  await endSessions(tx, id);
  return { kind: "user", id, name, role: knownRole(role) };
}
