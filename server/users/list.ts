import { z } from "zod";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { decodeCursor, encodeCursor } from "../db/cursor.ts";
import type { Prisma } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";
import { viewUser, withAccounts } from "./query.ts";
import type { ListUsers, UserPage } from "./schema.ts";

/** By e-mail address. */
export async function listUsers(ctx: Ctx, input: ListUsers): Promise<z.infer<typeof UserPage>> {
  authorize(ctx.actor, "administer");
  const where = matches(input);
  const [rows, total] = await Promise.all([
    ctx.db.user.findMany({
      where: { AND: [where, input.cursor ? { email: { gt: emailIn(input.cursor) } } : {}] },
      include: withAccounts,
      orderBy: { email: "asc" },
      take: input.limit + 1,
    }),
    ctx.db.user.count({ where }),
  ]);
  const items = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? items.at(-1) : undefined;
  const nextCursor = last ? encodeCursor([last.email, last.id]) : null;
  return { items: items.map(viewUser), nextCursor, total };
}

function matches({ q, role }: ListUsers): Prisma.UserWhereInput {
  const contains = { contains: q ?? "", mode: "insensitive" } as const;
  return {
    ...(q ? { OR: [{ email: contains }, { name: contains }] } : {}),
    ...(role ? { role } : {}),
  };
}

const Position = z.tuple([z.string(), z.string()]);

function emailIn(cursor: string): string {
  const position = Position.safeParse(decodeCursor(cursor));
  if (position.success) return position.data[0];
  throw new AppError("InvalidRequest", "cursor: take it from nextCursor of the page before.");
}
