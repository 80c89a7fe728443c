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
export async function appendAudit(tx: Tx, at: Date, record: AuditRecord): Promise<void> {
  const { action, actor, target, details = {} } = record;
  const actorId = actor.kind === "system" ? "system" : `${actor.kind}:${actor.id}`;
  const name = storable(actor.name);
  const json = JSON.stringify(details, (_key, value) =>
    typeof value === "string" ? storable(value) : value,
  );
  await tx.$queryRaw`SELECT append_audit(${at}::timestamptz, ${action}, ${actorId}, ${name}, ${storable(target)}, ${json}::jsonb)`;
}

/** What strangers typed is recorded too: jsonb takes no NUL and no half of a surrogate pair. */
const storable = (text: string) => text.toWellFormed().replaceAll("\0", "\ufffd");
