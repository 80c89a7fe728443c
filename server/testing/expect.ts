import { expect } from "vitest";
import { verifyAudit } from "../audit/verify.ts";
import type { Ctx, Db } from "../context.ts";
import type { ErrorCode } from "../errors.ts";

/** The newest audit entry is this one, and the chain is whole. */
export async function expectAudited(db: Db, action: string, actor?: Ctx["actor"]): Promise<void> {
  const last = await db.auditEntry.findFirst({ orderBy: { seq: "desc" } });
  expect(last?.action).toBe(action);
  if (actor) expect(last?.actor).toBe(`${actor.kind}:${actor.id}`);
  expect((await verifyAudit(db)).brokenAt).toBeNull();
}

/** The promise is refused with this code. */
export async function expectRefused(promise: Promise<unknown>, code: ErrorCode): Promise<void> {
  await expect(promise).rejects.toMatchObject({ code });
}
