import { isAllowed } from "../auth/role.ts";
import type { Actor } from "../context.ts";

/** Whom a view belongs to, as the database keeps it and the audit names them. */
export const ownerOf = ({ kind, id }: Actor): string => `${kind}:${id}`;

interface Owned {
  readonly owner: string;
  readonly isShared: boolean;
}

/** One's own and those that are shared; the others do not exist for the reader. */
export function canSee(actor: Actor, view: Owned): boolean {
  return view.isShared || view.owner === ownerOf(actor);
}

/**
 * One's own; while it is shared that takes a role that may share. What others share, an
 * administrator can change too, so that the views of who left do not stay forever.
 */
export function canChange(actor: Actor, view: Owned): boolean {
  const isOwn = view.owner === ownerOf(actor);
  if (!view.isShared) return isOwn;
  return isAllowed(actor.role, isOwn ? "operate" : "administer");
}
