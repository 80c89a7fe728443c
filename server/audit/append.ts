import type { Actor, Tx } from "../context.ts";
import type { Prisma } from "../db/generated/client.ts";

export interface AuditRecord {
  /** `sensor_deleted`, `token_created`, … */
  readonly action: string;
  readonly actor: Actor;
  /** `sensor:<id>`, `token:<id>`, `settings` */
  readonly target: string;
  readonly details?: Prisma.InputJsonObject;
}

/** Appends to the hash chain. Last in the transaction: it holds the chain's lock until commit. */
export function appendAudit(tx: Tx, at: Date, record: AuditRecord): Promise<void> {
  return appendAuditAll(tx, at, [record]);
}

/** Appends several entries, in order, in one round trip. */
export async function appendAuditAll(
  tx: Tx,
  at: Date,
  records: readonly AuditRecord[],
): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map(({ action, actor, target, details = {} }) => ({
    action,
    actor: actor.kind === "system" ? "system" : `${actor.kind}:${actor.id}`,
    name: actor.name,
    target,
    details,
  }));
  const json = JSON.stringify(rows, (_key, value) =>
    typeof value === "string" ? storable(value) : value,
  );
  await tx.$queryRaw`
    SELECT append_audit(${at}::timestamptz, r->>'action', r->>'actor', r->>'name', r->>'target', r->'details')
    FROM (SELECT r FROM jsonb_array_elements(${json}::jsonb) WITH ORDINALITY AS e(r, position)
      ORDER BY position) entries`;
}

/** What strangers typed is recorded too: jsonb takes no NUL and no half of a surrogate pair. */
const storable = (text: string) => text.toWellFormed().replaceAll("\0", "\ufffd");
