import { randomUUID } from "node:crypto";
import { z } from "zod";
import { appendAudit } from "../audit/append.ts";
import type { Clock } from "../clock.ts";
import { type Db, systemActor } from "../context.ts";
import { notify } from "../db/notify.ts";
import type { AppError } from "../errors.ts";
import { parseToken } from "../tokens/token.ts";
import { lockAttempts } from "./room.ts";

const Hint = (max: number) => z.string().max(max).transform(readable).optional().catch(undefined);

/** What little of a refused body is worth keeping, if it has it at all. */
const Hints = z.object({
  token: z.string().max(256).catch(""),
  name: Hint(128),
  hostname: Hint(253),
  machineId: Hint(128),
  facts: z.object({ kernel: Hint(128) }).catch({ kernel: undefined }),
});

/** Records a refused enrollment with its cause, for an admin to read. */
export async function recordRefusal(
  deps: { db: Db; clock: Clock },
  attempt: { body: unknown; error: AppError; address: string },
): Promise<void> {
  const { body, error, address } = attempt;
  const hints = Hints.safeParse(body).data;
  const token = parseToken(hints?.token ?? "");
  const host = {
    name: hints?.name ?? null,
    hostname: hints?.hostname ?? null,
    kernel: hints?.facts.kernel ?? null,
    machineId: hints?.machineId ?? null,
    tokenPrefix: token?.prefix ?? null,
  };
  const at = deps.clock.now();
  const id = randomUUID();
  await deps.db.$transaction(async (tx) => {
    await lockAttempts(tx);
    const known =
      token &&
      (await tx.enrollmentToken.findUnique({
        where: { hash: new Uint8Array(token.hash) },
        select: { id: true },
      }));
    const tokenId = known?.id ?? null;
    const detail = error.message.slice(0, 500);
    await tx.enrollmentAttempt.create({
      data: { id, at, code: error.code, detail, address, ...host, tokenId },
    });
    await notify(tx, { topic: "attempts" });
    await appendAudit(tx, at, {
      action: "enrollment_refused",
      actor: systemActor,
      target: `attempt:${id}`,
      details: { code: error.code, address, name: host.name, tokenPrefix: host.tokenPrefix },
    });
  });
}

/** What a stranger sent, as plain text that any page or terminal can show. */
export function readable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "?");
}
