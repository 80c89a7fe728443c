import type { Clock } from "../clock.ts";
import type { Db, Tx } from "../context.ts";
import { type NoticeDays, noticeDays } from "./expiry-notice.ts";
import { reachedNoticeColumn, type TokenRow, tokenColumns } from "./query.ts";

/** A token whose end is to be announced: so many days before it, at most. */
export interface ExpiringToken {
  readonly token: TokenRow;
  readonly days: NoticeDays;
}

/**
 * Marks the tokens whose next notice is due, and returns them: one conditional statement, so that of
 * two consoles only one gives a notice. Whoever raises the alert does it in the same transaction.
 */
export async function noticeExpiringTokens(deps: {
  db: Db | Tx;
  clock: Clock;
}): Promise<ExpiringToken[]> {
  const reached = reachedNoticeColumn(deps.clock.now());
  const rows = await deps.db.$queryRaw<TokenRow[]>`
    UPDATE enrollment_token t SET noticed_days = ${reached}
    WHERE (${reached}) < coalesce(t.noticed_days, 2147483647) RETURNING ${tokenColumns}`;
  return rows.flatMap((token) => {
    const days = noticeDays.find((each) => each === token.noticedDays);
    return days === undefined ? [] : [{ token, days }];
  });
}
