import type { Actor } from "../context.ts";
import { AppError } from "../errors.ts";
import { isAllowed, type Permission } from "./role.ts";

/** First line of every verb. @throws {AppError} `Forbidden` */
export function authorize(actor: Actor, permission: Permission): void {
  if (!isAllowed(actor.role, permission)) {
    throw new AppError(
      "Forbidden",
      `This needs a role that may ${permission}; yours is ${actor.role ?? "none"}.`,
    );
  }
}
