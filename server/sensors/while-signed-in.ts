import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";

/** A request asks who acts once; what lasts for days asks again, this often. */
const askAgainMs = 10_000;

/**
 * What a page or script is told, until its session ends or its key is revoked: nothing is said to who
 * was shut out. @throws {AppError} `Unauthenticated` then
 */
export async function* whileSignedIn<Change>(
  ctx: Pick<Ctx, "actor" | "clock" | "db">,
  changes: AsyncIterable<Change>,
): AsyncGenerator<Change> {
  let askedMs = ctx.clock.now().getTime();
  for await (const change of changes) {
    const nowMs = ctx.clock.now().getTime();
    if (nowMs - askedMs >= askAgainMs) {
      if (!(await isSignedIn(ctx))) throw new AppError("Unauthenticated");
      askedMs = nowMs;
    }
    yield change;
  }
}

async function isSignedIn({ actor, clock, db }: Pick<Ctx, "actor" | "clock" | "db">) {
  const now = clock.now();
  if (actor.kind === "user") {
    const session = await db.session.findUnique({
      where: { id: actor.sessionId ?? "" },
      include: { user: { select: { disabledAt: true } } },
    });
    return session !== null && session.expiresAt > now && session.user.disabledAt === null;
  }
  const key = await db.apiKey.findUnique({ where: { id: actor.id } });
  return key !== null && key.revokedAt === null && (key.expiresAt === null || key.expiresAt > now);
}
