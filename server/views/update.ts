import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import type { SavedView } from "../db/generated/client.ts";
import { refuseTooManyShared } from "./create.ts";
import { defaultViewId, lockToChange, viewRow } from "./row.ts";
import type { UpdateView, View } from "./schema.ts";

/** Renames a view, replaces what it shows, shares it or takes it back. */
export async function updateView(ctx: Ctx, { id, ...changes }: UpdateView): Promise<View> {
  authorize(ctx.actor, changes.isShared ? "operate" : "read");
  const now = ctx.clock.now();
  return ctx.db.$transaction(async (tx) => {
    const before = await lockToChange(tx, ctx.actor, id);
    if (changes.isShared && !before.isShared) await refuseTooManyShared(tx);
    const { name, state, isShared } = changes;
    const row = await tx.savedView.update({
      where: { id },
      data: {
        ...(name !== undefined && { name }),
        ...(state !== undefined && { state }),
        ...(isShared !== undefined && { isShared }),
        updatedAt: now,
      },
    });
    if (before.isShared || row.isShared) {
      await appendAudit(tx, now, {
        action: actionOf(before, row),
        actor: ctx.actor,
        target: `view:${id}`,
        details: { before: shown(before), after: shown(row) },
      });
    }
    return viewRow(row, ctx.actor, await defaultViewId(tx, ctx.actor));
  });
}

const shown = ({ name, state, isShared }: SavedView) => ({ name, isShared, state });

function actionOf(before: SavedView, after: SavedView): string {
  if (before.isShared === after.isShared) return "view_changed";
  return after.isShared ? "view_shared" : "view_unshared";
}
