import { randomUUID } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import type { Db } from "../context.ts";
import type { UserRole } from "../users/schema.ts";

export const testPassword = "correct horse battery";

/** A user with a password and, if asked for, a session. */
export async function aUser(
  db: Db,
  { email, role = "viewer" }: { email: string; role?: UserRole },
): Promise<{ id: string; email: string }> {
  const id = randomUUID();
  await db.user.create({ data: { id, email, name: email, role, emailVerified: true } });
  const password = await hashPassword(testPassword);
  const credential = { accountId: id, providerId: "credential", userId: id, password };
  await db.account.create({ data: { id: randomUUID(), ...credential } });
  return { id, email };
}

/** A session that somebody is in, as better-auth would have made it. */
export async function aSession(db: Db, userId: string): Promise<{ id: string }> {
  const expiresAt = new Date("2126-01-01T00:00:00Z");
  const id = randomUUID();
  await db.session.create({ data: { id, userId, expiresAt, token: randomUUID() } });
  return { id };
}
