import { z } from "zod";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { decodeCursor, encodeCursor } from "../db/cursor.ts";
import { Prisma } from "../db/generated/client.ts";
import { AppError } from "../errors.ts";
import { nodesMax } from "../license/claims.ts";
import { readLicensing } from "../license/read.ts";
import { attemptCause } from "./cause.ts";
import type { TokenFacts } from "./cause-facts.ts";
import { openAttempts } from "./query.ts";
import type { AttemptGroup, ListGroups } from "./schema.ts";

const namesShown = 3;

interface Row {
  code: string;
  kind: AttemptGroup["kind"];
  tokenId: string | null;
  tokenPrefix: string | null;
  count: number;
  hosts: number;
  names: string[];
  firstAt: Date;
  lastAt: Date;
  key: string;
  /** Of the newest attempt. */
  detail: string;
  name: string | null;
  address: string;
  kernel: string | null;
  token: (Omit<TokenFacts, "expiresAt" | "revokedAt"> & DatesAsText) | null;
}
interface DatesAsText {
  expiresAt: string;
  revokedAt: string | null;
}

/** The open attempts of the last days by cause, the newest cause first. */
export async function attemptGroups(
  ctx: Ctx,
  input: ListGroups,
): Promise<{ items: AttemptGroup[]; nextCursor: string | null; total: number }> {
  authorize(ctx.actor, "read");
  const now = ctx.clock.now();
  const [rows, { groups: total }, licensing] = await Promise.all([
    readGroups(ctx, input, now),
    attemptCounts(ctx),
    readLicensing(ctx.db),
  ]);
  const seats = { taken: licensing.taken, limit: nodesMax(licensing.license, now) };
  const common = { now, seats, sensorPort: ctx.config.gateway.port };
  const page = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? page.at(-1) : undefined;
  return {
    items: page.map((row) => viewGroup(row, common)),
    nextCursor: last ? encodeCursor([last.lastAt.toISOString(), last.key]) : null,
    total,
  };
}

/** How much the inbox holds; the navigation shows it. */
export async function attemptCounts(ctx: Ctx): Promise<{ groups: number; attempts: number }> {
  authorize(ctx.actor, "read");
  const [row] = await ctx.db.$queryRaw<{ groups: number; attempts: number }[]>`
    WITH ${openAttempts(ctx.clock.now())}
    SELECT count(*)::int AS groups, coalesce(sum(attempts), 0)::int AS attempts
    FROM (SELECT count(*) AS attempts FROM open GROUP BY code, token_id) each`;
  return row ?? { groups: 0, attempts: 0 };
}

function readGroups(ctx: Ctx, input: ListGroups, now: Date): Promise<Row[]> {
  return ctx.db.$queryRaw<Row[]>`
    WITH ${openAttempts(now)},
    grouped AS (
      SELECT code, token_id, code || ':' || coalesce(token_id::text, '') AS key,
        CASE WHEN token_id IS NOT NULL OR count(DISTINCT token_prefix) = 1
          THEN min(token_prefix) END AS prefix,
        count(*)::int AS count,
        count(DISTINCT coalesce(machine_id, name, hostname, address))::int AS hosts,
        (array_agg(DISTINCT coalesce(name, hostname, address)))[1:${namesShown}] AS names,
        min(at) AS first_at, max(at) AS last_at,
        (array_agg(id ORDER BY at DESC, id DESC))[1] AS newest
      FROM open GROUP BY code, token_id)
    SELECT g.code, n.kind, g.token_id AS "tokenId", coalesce(t.prefix, g.prefix) AS "tokenPrefix",
      g.count, g.hosts, g.names, g.first_at AS "firstAt", g.last_at AS "lastAt", g.key,
      n.detail, n.name, n.address, n.kernel,
      CASE WHEN t.id IS NOT NULL THEN jsonb_build_object('expiresAt', t.expires_at,
        'revokedAt', t.revoked_at, 'uses', t.uses, 'maxUses', t.max_uses,
        'clusterName', t.cluster_name, 'clusterUid', t.cluster_uid, 'namePattern', t.name_pattern,
        'allowedCidrs', t.allowed_cidrs) END AS token
    FROM grouped g JOIN enrollment_attempt n ON n.id = g.newest
    LEFT JOIN enrollment_token t ON t.id = g.token_id
    WHERE ${afterCursor(input.cursor)}
    ORDER BY g.last_at DESC, g.key DESC LIMIT ${input.limit + 1}`;
}

/** When the last group of the page before was tried last, and its key. */
const Position = z.tuple([z.iso.datetime(), z.string().regex(/^[A-Za-z]{1,64}:[0-9a-f-]*$/)]);

function afterCursor(cursor: string | undefined): Prisma.Sql {
  if (!cursor) return Prisma.sql`TRUE`;
  const position = Position.safeParse(decodeCursor(cursor));
  if (!position.success)
    throw new AppError("InvalidRequest", "cursor: take it from nextCursor of the page before.");
  const [at, key] = position.data;
  return Prisma.sql`(g.last_at, g.key) < (${new Date(at)}, ${key})`;
}

function viewGroup(
  row: Row,
  common: { now: Date; seats: { taken: number; limit: number }; sensorPort: number },
): AttemptGroup {
  const { token, name, address, kernel, key: _key, ...shown } = row;
  const { title, fix, action, command } = attemptCause(row.code, {
    ...common,
    ...{ name, address, kernel, detail: row.detail },
    token: token && {
      ...token,
      expiresAt: new Date(token.expiresAt),
      revokedAt: token.revokedAt === null ? null : new Date(token.revokedAt),
    },
  });
  return {
    ...shown,
    title,
    fix: { text: fix, action, command },
    firstAt: row.firstAt.toISOString(),
    lastAt: row.lastAt.toISOString(),
  };
}
