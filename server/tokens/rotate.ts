import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx, Tx } from "../context.ts";
import { notify } from "../db/notify.ts";
import { AppError } from "../errors.ts";
import { makeToken } from "./make.ts";
import { type TokenRow, tokenColumns } from "./query.ts";
import { newEnds, rotationRefusal } from "./rotation.ts";
import type { RotateToken, TokenView } from "./schema.ts";
import { viewToken } from "./view.ts";

/**
 * Makes a token with the same properties, and ends the old one once the overlap is over. The answer
 * is the only place where the new secret ever appears.
 * @throws {AppError} `NotFound`, or `AlreadyDecided` for what cannot be rotated
 */
export async function rotateToken(
  ctx: Ctx,
  input: RotateToken,
): Promise<{ tokens: (TokenView & { token: string })[]; replaced: TokenView }> {
  authorize(ctx.actor, "operate");
  const now = ctx.clock.now();
  return ctx.db.$transaction(async (tx) => {
    const old = await lockToken(tx, input.id);
    const refusal = rotationRefusal(old);
    if (refusal) throw new AppError("AlreadyDecided", refusal);
    const ends = newEnds(old, input, now);
    const by = { at: now, name: ctx.actor.name };
    const { row, token, hash } = makeToken({ ...old, expiresAt: ends.new }, by);
    await tx.enrollmentToken.create({ data: { ...row, hash } });
    const replaced = { replacedById: row.id, expiresAt: ends.old };
    await tx.enrollmentToken.update({ where: { id: old.id }, data: replaced });
    await notify(tx, { topic: "tokens" });
    await appendAudit(tx, now, {
      action: "token_created",
      actor: ctx.actor,
      target: `token:${row.id}`,
      details: { type: row.type, count: 1, ids: [row.id], replaces: old.id },
    });
    await appendAudit(tx, now, {
      action: "token_rotated",
      actor: ctx.actor,
      target: `token:${old.id}`,
      details: { replacedBy: row.id, expiresAt: ends.old.toISOString() },
    });
    const view = viewToken({ ...old, ...replaced }, now);
    return { tokens: [{ ...viewToken(row, now), token }], replaced: view };
  });
}

/** Locked, so that of two rotations of one token the second finds it replaced. */
async function lockToken(tx: Tx, id: string): Promise<TokenRow> {
  const [row] = await tx.$queryRaw<TokenRow[]>`
    SELECT ${tokenColumns} FROM enrollment_token t WHERE t.id = ${id}::uuid FOR UPDATE`;
  if (!row) throw new AppError("NotFound", "There is no enrollment token with this id.");
  return row;
}
