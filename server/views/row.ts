import type { Actor, Tx } from "../context.ts";
import type { SavedView } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";
import { canChange, canSee, ownerOf } from "./access.ts";
import { type View, ViewState } from "./schema.ts";

export function viewRow(row: SavedView, actor: Actor, defaultId: string | null): View {
  const { id, name, isShared, ownerName } = row;
  return {
    ...{ id, name, isShared, ownerName },
    // One that an older Console saved with what this one no longer knows shows all sensors.
    state: ViewState.safeParse(row.state).data ?? ViewState.parse({}),
    isOwn: row.owner === ownerOf(actor),
    isDefault: id === defaultId,
    canChange: canChange(actor, row),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** Locked until the transaction ends. @throws {AppError} `NotFound` or `Forbidden` */
export async function lockToChange(tx: Tx, actor: Actor, id: string): Promise<SavedView> {
  await tx.$executeRaw`SELECT FROM saved_view WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.savedView.findUnique({ where: { id } });
  if (!row || !canSee(actor, row)) throw notFound();
  if (canChange(actor, row)) return row;
  throw new AppError("Forbidden", "Only who shared this view, or an administrator, can change it.");
}

export async function defaultViewId(tx: Tx, actor: Actor): Promise<string | null> {
  const row = await tx.viewDefault.findUnique({ where: { owner: ownerOf(actor) } });
  return row?.viewId ?? null;
}

export const notFound = () => new AppError("NotFound", "There is no view with this id.");
