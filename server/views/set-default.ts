import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { canSee, ownerOf } from "./access.ts";
import { notFound } from "./row.ts";

/** What the actor's own Sensors page opens with; nobody else's changes, so it is not audited. */
export async function setDefaultView(ctx: Ctx, { id }: { id: string | null }): Promise<void> {
  authorize(ctx.actor, "read");
  const owner = ownerOf(ctx.actor);
  if (id === null) {
    await ctx.db.viewDefault.deleteMany({ where: { owner } });
    return;
  }
  const view = await ctx.db.savedView.findUnique({ where: { id } });
  if (!view || !canSee(ctx.actor, view)) throw notFound();
  // In one statement, so that a view that is deleted meanwhile leaves no error behind.
  await ctx.db.$executeRaw`
    INSERT INTO view_default (owner, view_id)
    SELECT ${owner}, id FROM saved_view WHERE id = ${id}::uuid FOR SHARE
    ON CONFLICT (owner) DO UPDATE SET view_id = excluded.view_id`;
}
