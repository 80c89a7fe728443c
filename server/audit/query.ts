import type { Db } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { type AuditFilter, type AuditView, actorKinds } from "./schema.ts";

/** Text is looked for in so many entries, the newest that the time range leaves: a list stays quick. */
export const textWindow = 200_000;

/** A row as the database gives it. */
export interface AuditRow {
  seq: bigint;
  at: Date;
  action: string;
  actor: string;
  actorName: string;
  target: string;
  details: Record<string, unknown>;
  hash: Uint8Array;
}
export const auditColumns = Prisma.sql`seq, at, action, actor, actor_name AS "actorName", target,
  details, hash`;

/** `WHERE` of a filter over `audit_entry`. */
export function matchesAudit(filter: AuditFilter): Prisma.Sql {
  const { action, kind, actor, target, from, to, q } = filter;
  const parts = [Prisma.sql`TRUE`];
  if (action?.length) parts.push(Prisma.sql`action = ANY(${action}::text[])`);
  // As its index has it.
  if (kind?.length) parts.push(Prisma.sql`split_part(actor, ':', 1) = ANY(${kind}::text[])`);
  if (actor) parts.push(isWhole(actor) ? Prisma.sql`actor = ${actor}` : contains(actor, actorText));
  if (target) parts.push(Prisma.sql`target = ${target}`);
  if (from) parts.push(Prisma.sql`at >= ${new Date(from)}`);
  if (to) parts.push(Prisma.sql`at <= ${new Date(to)}`);
  if (q) parts.push(contains(q, anyText));
  return Prisma.join(parts, " AND ");
}

/** Whether a filter reads text that no index has. */
export const looksForText = ({ actor, q }: AuditFilter): boolean =>
  Boolean(q) || (Boolean(actor) && !isWhole(actor ?? ""));

/** `user:<id>`, `system`: an actor itself, not a part of a name. */
const isWhole = (actor: string) =>
  actor === "system" || actorKinds.some((kind) => actor.startsWith(`${kind}:`));

const actorText = [Prisma.sql`actor_name`, Prisma.sql`actor`];
const anyText = [...actorText, Prisma.sql`action`, Prisma.sql`target`, Prisma.sql`details::text`];

function contains(text: string, columns: readonly Prisma.Sql[]): Prisma.Sql {
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  const each = columns.map((column) => Prisma.sql`${column} ILIKE ${pattern}`);
  return Prisma.sql`(${Prisma.join(each, " OR ")})`;
}

/** Where the search for text begins: the newest `textWindow` entries until the end of the range. */
export async function textFloor(
  db: Db,
  to: string | undefined,
): Promise<{ seq: bigint; searchedFrom: Date } | null> {
  const until = to ? Prisma.sql`WHERE at <= ${new Date(to)}` : Prisma.empty;
  const [row] = await db.$queryRaw<{ seq: bigint; searchedFrom: Date }[]>`
    SELECT e.seq, e.at AS "searchedFrom" FROM audit_entry e WHERE e.seq = (
      SELECT seq - ${textWindow - 1}::bigint FROM audit_entry ${until} ORDER BY at DESC, seq DESC LIMIT 1)
      AND EXISTS (SELECT FROM audit_entry older WHERE older.seq < e.seq)`;
  return row ?? null;
}

export function viewEntry(row: AuditRow): AuditView {
  return {
    ...row,
    seq: Number(row.seq),
    at: row.at.toISOString(),
    hash: Buffer.from(row.hash).toString("hex"),
  };
}
