import type { z } from "zod";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { decodeTimeCursor, encodeCursor } from "../db/cursor.ts";
import type { Prisma } from "../db/generated/client.ts";
import { isOpen, viewInvite } from "./link.ts";
import type { InvitePage, ListInvites } from "./schema.ts";

/** Links that can still be used, newest first; never their secrets. */
export async function listInvites(
  ctx: Ctx,
  { cursor, limit }: ListInvites,
): Promise<z.infer<typeof InvitePage>> {
  authorize(ctx.actor, "administer");
  const where = isOpen(ctx.clock.now());
  const [rows, total] = await Promise.all([
    ctx.db.invite.findMany({
      where: { AND: [where, cursor ? olderThan(cursor) : {}] },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    }),
    ctx.db.invite.count({ where }),
  ]);
  const items = rows.slice(0, limit).map(viewInvite);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor([last.createdAt, last.id]) : null, total };
}

function olderThan(cursor: string): Prisma.InviteWhereInput {
  const [at, id] = decodeTimeCursor(cursor);
  return { OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: id } }] };
}
