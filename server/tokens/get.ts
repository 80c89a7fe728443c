import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { countLedger, readLedger } from "./ledger.ts";
import { type TokenRow, tokenColumns } from "./query.ts";
import type { TokenDetail } from "./schema.ts";
import { viewToken } from "./view.ts";

/** Newest sensors shown with a token; the ledger pages through all. */
const sensorsMax = 200;

/** A token with what it enrolled and its place in a chain of rotations. */
export async function getToken(ctx: Ctx, { id }: { id: string }): Promise<TokenDetail> {
  authorize(ctx.actor, "read");
  const select = { id: true, prefix: true } as const;
  const [[row], counts, sensors, replaces] = await Promise.all([
    ctx.db.$queryRaw<TokenRow[]>`
      SELECT ${tokenColumns} FROM enrollment_token t WHERE t.id = ${id}::uuid`,
    countLedger(ctx.db, id),
    readLedger(ctx.db, { id, limit: sensorsMax }),
    ctx.db.enrollmentToken.findFirst({ where: { replacedById: id }, select }),
  ]);
  if (!row) throw new AppError("NotFound", "There is no enrollment token with this id.");
  const replacedBy = row.replacedById
    ? await ctx.db.enrollmentToken.findUnique({ where: { id: row.replacedById }, select })
    : null;
  return { ...viewToken(row, ctx.clock.now()), counts, sensors, replaces, replacedBy };
}
