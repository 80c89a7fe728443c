import { randomBytes, randomUUID } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { z } from "zod";
import { appendAudit } from "../audit/append.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
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

/** Creates a user; for the CLI and the first start, which need no role. @returns the password, once. */
export async function createUser(ctx: Ctx, input: CreateUser): Promise<{ password: string }> {
  const password = input.password ?? newPassword();
  const hash = await hashPassword(password);
  const id = randomUUID();
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.user.createMany({
      data: [
        {
          id,
          email: storedEmail(input.email),
          name: input.email,
          role: input.role,
          emailVerified: true,
        },
      ],
      skipDuplicates: true,
    });
    if (count === 0) throw new AppError("InvalidRequest", `A user ${input.email} exists already.`);
    await tx.account.create({
      data: {
        id: randomUUID(),
        accountId: id,
        providerId: "credential",
        userId: id,
        password: hash,
      },
    });
    const { email, role } = input;
    await appendAudit(tx, ctx.clock.now(), {
      action: "user_created",
      actor: ctx.actor,
      target: `user:${id}`,
      details: { email, role },
    });
  });
  return { password };
}

/** Sets a new password and ends every session of the user. @returns the password, once. */
export async function resetPassword(ctx: Ctx, email: string): Promise<{ password: string }> {
  const password = newPassword();
  const hash = await hashPassword(password);
  await ctx.db.$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { email: storedEmail(email) } });
    if (!user) throw new AppError("NotFound", `There is no user ${email}.`);
    await tx.account.updateMany({
      where: { userId: user.id, providerId: "credential" },
      data: { password: hash },
    });
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
  const { email, password: given } = admin;
  const { password } = await createUser(ctx, {
    email,
    role: "admin",
    ...(given ? { password: given } : {}),
  });
  return given ? null : password;
}
