import type { Actor, Db } from "../context.ts";
import { AppError } from "../errors.ts";
import { shownEmail } from "./email.ts";
import type { Me } from "./schema.ts";

export async function whoIs(db: Db, actor: Actor): Promise<Me> {
  const { id, name, role } = actor;
  const include = { accounts: { where: { password: { not: null } }, select: { id: true } } };
  const user = actor.kind === "user" ? await db.user.findUnique({ where: { id }, include }) : null;
  return {
    ...{ id, name, role },
    email: user ? shownEmail(user.email) : null,
    twoFactor: user?.twoFactorEnabled === true,
    hasPassword: (user?.accounts.length ?? 0) > 0,
  };
}

/** For the pages: who is signed in; null: nobody. */
export function makeMe(db: Db, identify: (headers: Headers) => Promise<Actor | null>) {
  return async (headers: Headers): Promise<Me | null> => {
    // An API key is nobody on a page, whatever became of it.
    const actor = await identify(headers).catch(ignoreRefusal);
    return actor && whoIs(db, actor);
  };
}

function ignoreRefusal(error: unknown): null {
  if (error instanceof AppError) return null;
  throw error;
}
