import { randomBytes, randomUUID } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { z } from "zod";
import { appendAudit } from "../audit/append.ts";
import type { Ctx, Tx } from "../context.ts";
import { advisoryLocks } from "../db/advisory-locks.ts";
import { AppError } from "../errors.ts";
import { revokeLinks } from "../users/link.ts";
import { lockUsers } from "../users/query.ts";
import { setPassword } from "../users/set-password.ts";
import { storedEmail } from "./email.ts";

export const CreateUser = z.strictObject({
  /** A host without a dot will do: `admin@localhost`. */
  email: z
    .string()
    .max(254)
    .regex(/^[^\s@]+@[^\s@]+$/, "an e-mail address"),
  role: z.enum(["viewer", "operator", "admin"]),
  /** Default: generated, and returned once. */
  password: z.string().min(12).max(128).optional(),
});
export type CreateUser = z.infer<typeof CreateUser>;

/** 120 random bits in a form that is easy to copy. */
const newPassword = () => randomBytes(15).toString("base64url");

/** Creates a user; for the CLI, which needs no role. @returns the password, once. */
export async function createUser(ctx: Ctx, input: CreateUser): Promise<{ password: string }> {
  const password = input.password ?? newPassword();
  const hash = await hashPassword(password);
  await ctx.db.$transaction(async (tx) => {
    const { id, entry } = await insertUser(ctx, tx, input, hash);
    if (!id) throw new AppError("InvalidRequest", `A user ${input.email} exists already.`);
    await appendAudit(tx, ctx.clock.now(), entry);
  });
  return { password };
}

/** Writes user and credential; `id` is null when the address is taken. */
async function insertUser(ctx: Ctx, tx: Tx, { email, role }: CreateUser, hash: string) {
  const id = randomUUID();
  const row = { id, email: storedEmail(email), name: email, role, emailVerified: true };
  const { count } = await tx.user.createMany({ data: [row], skipDuplicates: true });
  if (count === 1) await setPassword(tx, id, hash);
  const details = { email, role };
  const entry = { action: "user_created", actor: ctx.actor, target: `user:${id}`, details };
  return { id: count === 1 ? id : null, entry };
}

/** Sets a new password and ends every session of the user. @returns the password, once. */
export async function resetPassword(ctx: Ctx, email: string): Promise<{ password: string }> {
  const password = newPassword();
  const hash = await hashPassword(password);
  await ctx.db.$transaction(async (tx) => {
    await lockUsers(tx);
    const user = await tx.user.findUnique({ where: { email: storedEmail(email) } });
    if (!user) throw new AppError("NotFound", `There is no user ${email}.`);
    await revokeLinks(tx, user.email, ctx.clock.now());
    await setPassword(tx, user.id, hash);
    await tx.session.deleteMany({ where: { userId: user.id } });
    await appendAudit(tx, ctx.clock.now(), {
      action: "password_reset",
      actor: ctx.actor,
      target: `user:${user.id}`,
    });
  });
  return { password };
}

/**
 * The first administrator, made only while no user exists.
 * @returns the generated password, or null when there was nothing to do or it was given.
 */
export async function ensureFirstAdmin(
  ctx: Ctx,
  admin: { email: string; password: string | undefined },
): Promise<string | null> {
  if ((await ctx.db.user.count()) > 0) return null;
  const password = admin.password ?? newPassword();
  const hash = await hashPassword(password);
  const isMade = await ctx.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.firstAdmin})`;
    if ((await tx.user.count()) > 0) return false;
    const { entry } = await insertUser(ctx, tx, { email: admin.email, role: "admin" }, hash);
    await appendAudit(tx, ctx.clock.now(), entry);
    return true;
  });
  return isMade && !admin.password ? password : null;
}
