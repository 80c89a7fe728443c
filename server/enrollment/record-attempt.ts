import { randomUUID } from "node:crypto";
import { z } from "zod";
import { appendAudit } from "../audit/append.ts";
import type { Clock } from "../clock.ts";
import { type Db, systemActor } from "../context.ts";
import type { AppError } from "../errors.ts";
import { parseToken } from "../tokens/token.ts";

/** What little of a refused body is worth keeping, if it has it at all. */
const Hint = z.object({
  token: z.string().max(256).catch(""),
  name: z.string().max(128).optional().catch(undefined),
});

/** Records a refused enrollment with its cause, for an admin to read. */
export async function recordAttempt(
  deps: { db: Db; clock: Clock },
  attempt: { body: unknown; error: AppError; address: string },
): Promise<void> {
  const { body, error, address } = attempt;
  const hint = Hint.safeParse(body).data;
  const name = hint?.name?.replace(/[^\x20-\x7e]/g, "?") ?? null;
  const tokenPrefix = parseToken(hint?.token ?? "")?.prefix ?? null;
  const at = deps.clock.now();
  const id = randomUUID();
  await deps.db.$transaction(async (tx) => {
    const detail = error.message.slice(0, 500);
    await tx.enrollmentAttempt.create({
      data: { id, at, code: error.code, detail, address, name, tokenPrefix },
    });
    await appendAudit(tx, at, {
      action: "enrollment_refused",
      actor: systemActor,
      target: `attempt:${id}`,
      details: { code: error.code, address, name, tokenPrefix },
    });
  });
}
