import type { Clock } from "../clock.ts";
import type { Tx } from "../context.ts";
import { noticeExpiringTokens } from "../tokens/notice-expiring.ts";
import { hasState } from "../tokens/query.ts";
import { endAlert, raiseAlert } from "./raise.ts";

const kind = "token_expiring";
const prefix = "token:";

/** Tokens 30, 7 and 1 days before their end. An alert ends with its token, or with the next notice. */
export async function watchTokens(tx: Tx, clock: Clock): Promise<void> {
  const at = clock.now();
  const expiring = await noticeExpiringTokens({ db: tx, clock });
  for (const { token, days } of [...expiring].sort((a, b) => (a.token.id < b.token.id ? -1 : 1))) {
    const key = prefix + token.id;
    const { prefix: start, description, type } = token;
    const title = `The enrollment token ${start}… expires within ${days === 1 ? "a day" : `${days} days`}`;
    const expiresAt = token.expiresAt.toISOString();
    const details = { tokenId: token.id, token: `${start}…`, type, description, expiresAt };
    await endAlert(tx, at, { kind, key });
    await raiseAlert(tx, at, { kind, key, title, details });
  }
  const over = await tx.$queryRaw<{ key: string }[]>`
    SELECT a.key FROM alert a
    WHERE a.kind = ${kind} AND a.ended_at IS NULL AND starts_with(a.key, ${prefix})
      AND NOT EXISTS (SELECT FROM enrollment_token t
        WHERE a.key = ${prefix}::text || t.id::text AND t.replaced_by_id IS NULL
          AND ${hasState("active", at)})`;
  for (const { key } of over) await endAlert(tx, at, { kind, key });
}
