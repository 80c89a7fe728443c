import { randomUUID } from "node:crypto";
import { appendAudit } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx, Tx } from "../context.ts";
import { AppError } from "../errors.ts";
import { ownerOf } from "./access.ts";
import { viewRow } from "./row.ts";
import type { CreateView, View } from "./schema.ts";

/** How many one person can have, and how many there can be that everybody sees. */
export const viewsMax = 100;
export const sharedMax = 200;

/** Saves a view of one's own, or one that everybody sees; only that is in the audit. */
export async function createView(ctx: Ctx, input: CreateView): Promise<View> {
  const { name, state, isShared } = input;
  authorize(ctx.actor, isShared ? "operate" : "read");
  const now = ctx.clock.now();
  const owner = ownerOf(ctx.actor);
  return ctx.db.$transaction(async (tx) => {
    // Two at once must not both see room for one more.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('saved_view'))`;
    if ((await tx.savedView.count({ where: { owner } })) >= viewsMax) {
      throw new AppError("InvalidRequest", `You have ${viewsMax} views; delete one first.`);
    }
    if (isShared) await refuseTooManyShared(tx);
    const row = await tx.savedView.create({
      data: {
        ...{ id: randomUUID(), owner, ownerName: ctx.actor.name, name, isShared, state },
        ...{ createdAt: now, updatedAt: now },
      },
    });
    if (isShared) {
      await appendAudit(tx, now, {
        action: "view_shared",
        actor: ctx.actor,
        target: `view:${row.id}`,
        details: { name, state },
      });
    }
    return viewRow(row, ctx.actor, null);
  });
}

export async function refuseTooManyShared(tx: Tx): Promise<void> {
  if ((await tx.savedView.count({ where: { isShared: true } })) < sharedMax) return;
  throw new AppError("InvalidRequest", `There are ${sharedMax} shared views; delete one first.`);
}
