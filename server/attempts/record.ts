import { appendAudit } from "../audit/append.ts";
import type { Clock } from "../clock.ts";
import { type Db, systemActor } from "../context.ts";
import type { AppError } from "../errors.ts";
import type { Hints } from "./hints.ts";
import { keepAttempt, patience } from "./keep.ts";

/** Records a refused enrollment with its cause, for an admin to read; audited once it is stored. */
export async function recordRefusal(
  deps: { db: Db; clock: Clock },
  refusal: { hints: Hints; tokenId: string | null; error: AppError; address: string },
): Promise<void> {
  const { address, error, tokenId } = refusal;
  const { token, ...host } = refusal.hints;
  const at = deps.clock.now();
  await deps.db.$transaction(async (tx) => {
    const { room, id } = await keepAttempt(tx, {
      ...{ at, kind: "enrollment", code: error.code, detail: error.message.slice(0, 500), address },
      ...host,
      tokenId,
      tokenPrefix: token?.prefix ?? null,
    });
    if (room !== "store") return;
    await appendAudit(tx, at, {
      action: "enrollment_refused",
      actor: systemActor,
      target: `attempt:${id}`,
      details: { code: error.code, address, name: host.name, tokenPrefix: token?.prefix ?? null },
    });
  }, patience);
}
