import type { Db } from "../context.ts";
import { reachedNoticeColumn } from "../tokens/query.ts";
import type { Overview } from "./schema.ts";

const shownMax = 5;

type Row = Omit<Overview["tokens"]["items"][number], "expiresAt"> & {
  expiresAt: Date;
  total: number;
};

/** Tokens whose end is near enough to be told of, the nearest first. */
export async function endingTokens(db: Db, now: Date): Promise<Overview["tokens"]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT t.id, t.prefix, t.type, t.description, t.expires_at AS "expiresAt",
      count(*) OVER ()::int AS total
    FROM enrollment_token t
    WHERE t.expires_at > ${now} AND (${reachedNoticeColumn(now)}) IS NOT NULL
    ORDER BY t.expires_at, t.id LIMIT ${shownMax}`;
  return {
    expiring: rows[0]?.total ?? 0,
    items: rows.map(({ total: _total, ...token }) => ({
      ...token,
      expiresAt: token.expiresAt.toISOString(),
    })),
  };
}
