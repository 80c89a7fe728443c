import type { Actor } from "../context.ts";
import { isRole } from "./role.ts";

/** A signed-in user as an actor; a role that this version does not know may do nothing. */
export function asActor(user: { id: string; name: string; role?: unknown }): Actor {
  const role = isRole(user.role) ? user.role : null;
  return { kind: "user", id: user.id, name: user.name, role };
}
