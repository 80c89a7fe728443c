import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { ownerOf } from "./access.ts";
import { defaultViewId, viewRow } from "./row.ts";
import type { View } from "./schema.ts";

/** The reader's own views and all shared ones, by name; `viewsMax` and `sharedMax` bound them. */
export async function listViews(
  ctx: Ctx,
): Promise<{ items: View[]; nextCursor: null; total: number }> {
  authorize(ctx.actor, "read");
  const [rows, defaultId] = await Promise.all([
    ctx.db.savedView.findMany({
      where: { OR: [{ owner: ownerOf(ctx.actor) }, { isShared: true }] },
      orderBy: [{ name: "asc" }, { id: "asc" }],
    }),
    defaultViewId(ctx.db, ctx.actor),
  ]);
  const items = rows.map((row) => viewRow(row, ctx.actor, defaultId));
  return { items, nextCursor: null, total: items.length };
}
