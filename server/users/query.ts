import { shownEmail } from "../auth/email.ts";
import { isRole, type Role } from "../auth/role.ts";
import type { Tx } from "../context.ts";
import { advisoryLocks } from "../db/advisory-locks.ts";
import type { Prisma } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";
import type { UserView } from "./schema.ts";

/** What a view of a user is made from. */
export const withAccounts = {
  accounts: { select: { providerId: true, password: true } },
} satisfies Prisma.UserInclude;
export type UserRow = Prisma.UserGetPayload<{ include: typeof withAccounts }>;

export function viewUser(row: UserRow): UserView {
  const hasPassword = row.accounts.some(({ password }) => password !== null);
  const hasProvider = row.accounts.some(({ providerId }) => providerId !== "credential");
  return {
    id: row.id,
    email: shownEmail(row.email),
    name: row.name,
    role: row.role,
    state: row.disabledAt ? "disabled" : "enabled",
    twoFactor: row.twoFactorEnabled === true,
    signsInBy: [
      ...(hasPassword ? (["password"] as const) : []),
      ...(hasProvider ? (["single_sign_on"] as const) : []),
    ],
    createdAt: row.createdAt.toISOString(),
    lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
    disabledAt: row.disabledAt?.toISOString() ?? null,
  };
}

/** First in every transaction that changes who may do what: those run one after another. */
export async function lockUsers(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.users})`;
}

/** Takes the users' lock, and reads one. @throws {AppError} `NotFound` */
export async function lockUser(tx: Tx, id: string): Promise<UserRow> {
  await lockUsers(tx);
  const user = await tx.user.findUnique({ where: { id }, include: withAccounts });
  if (!user) throw new AppError("NotFound", "There is no user with this id.");
  return user;
}

/** Whether nobody else could administer any more without this user. */
export async function isLastAdmin(tx: Tx, user: { id: string; role: string }): Promise<boolean> {
  if (user.role !== "admin") return false;
  const others = { id: { not: user.id }, role: "admin", disabledAt: null };
  return (await tx.user.count({ where: others })) === 0;
}

/** After `lockUsers` only: without the lock, two could leave together. @throws {AppError} `LastAdmin` */
export async function requireOtherAdmin(
  tx: Tx,
  user: { id: string; role: string; disabledAt: Date | null },
): Promise<void> {
  if (user.disabledAt === null && (await isLastAdmin(tx, user))) throw new AppError("LastAdmin");
}

/** Ends every session of a user, at once: a session is looked up with each request. */
export async function endSessions(tx: Tx, userId: string): Promise<number> {
  const { count } = await tx.session.deleteMany({ where: { userId } });
  return count;
}

/** The role as one of ours, else null. */
export const knownRole = (role: string): Role | null => (isRole(role) ? role : null);
