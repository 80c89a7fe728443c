import { type EnrollmentToken, Prisma } from "../db/generated/client.ts";
import { noticeDays, noticeWindow } from "./expiry-notice.ts";
import type { TokenState } from "./schema.ts";

/** A token without its hash. */
export type TokenRow = Omit<EnrollmentToken, "hash">;

/** What a `TokenRow` is made of, over `enrollment_token` as `t`. */
export const tokenColumns = Prisma.sql`t.id, t.prefix, t.type, t.max_uses AS "maxUses", t.uses,
  t.expires_at AS "expiresAt", t.revoked_at AS "revokedAt", t.last_used_at AS "lastUsedAt",
  t.cluster_name AS "clusterName", t.cluster_uid AS "clusterUid", t.tags, t.role, t.ephemeral,
  t.remove_after_seconds AS "removeAfterSeconds", t.name_pattern AS "namePattern",
  t.allowed_cidrs AS "allowedCidrs", t.description, t.created_at AS "createdAt",
  t.created_by AS "createdBy", t.replaced_by_id AS "replacedById", t.noticed_days AS "noticedDays"`;

const unused = Prisma.sql`(t.max_uses IS NULL OR t.uses < t.max_uses)`;

/** The SQL side of `tokenState`, in the same order of precedence. */
export function hasState(state: TokenState, now: Date): Prisma.Sql {
  const conditions = {
    revoked: Prisma.sql`t.revoked_at IS NOT NULL`,
    exhausted: Prisma.sql`(t.revoked_at IS NULL AND t.uses >= t.max_uses)`,
    expired: Prisma.sql`(t.revoked_at IS NULL AND ${unused} AND t.expires_at <= ${now})`,
    active: Prisma.sql`(t.revoked_at IS NULL AND ${unused} AND t.expires_at > ${now})`,
  } satisfies Record<TokenState, Prisma.Sql>;
  return conditions[state];
}

/** The SQL side of `reachedNotice`: its days, or NULL. */
export function reachedNoticeColumn(now: Date): Prisma.Sql {
  const cases = noticeDays.map((days) => {
    const { until, lifetimeMs } = noticeWindow(days, now);
    return Prisma.sql`WHEN t.expires_at <= ${until}
      AND extract(epoch FROM t.expires_at - t.created_at) * 1000 >= ${lifetimeMs} THEN ${days}::int`;
  });
  return Prisma.sql`CASE WHEN t.type = 'one_time' OR t.replaced_by_id IS NOT NULL
    OR NOT ${hasState("active", now)} THEN NULL ${Prisma.join(cases, " ")} END`;
}
