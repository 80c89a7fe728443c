import { randomUUID } from "node:crypto";
import type { Tx } from "../context.ts";
import type { Prisma } from "../db/generated/client.ts";
import { notify } from "../db/notify.ts";
import type { AlertKind } from "./schema.ts";

/** What an alert is about: while one with this kind and key is open, no second one is raised. */
export interface AlertSubject {
  readonly kind: AlertKind;
  readonly key: string;
}

export interface NewAlert extends AlertSubject {
  /** One sentence, as it stands in a chat message. */
  readonly title: string;
  readonly details: Prisma.InputJsonObject;
  /** Webhooks wait this long, so that what happens together is told together. */
  readonly settleSeconds?: number;
}

/**
 * Inside the caller's transaction: opens an alert and queues it for every webhook that wants its
 * kind. Who raises several in one transaction does so in the order of their keys.
 * @returns the alert's id; null when one is open already.
 */
export async function raiseAlert(tx: Tx, at: Date, alert: NewAlert): Promise<string | null> {
  const { kind, key, title, details, settleSeconds = 0 } = alert;
  // First without the lock: what stays as it is must not make transactions wait for each other.
  if (await isOpen(tx, alert)) return null;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`alert:${kind}:${key}`}, 0))`;
  if (await isOpen(tx, alert)) return null;
  const id = randomUUID();
  const nextAt = new Date(at.getTime() + settleSeconds * 1000);
  await tx.alert.create({ data: { id, at, kind, key, title, details } });
  await tx.$executeRaw`
    INSERT INTO webhook_delivery (id, webhook_id, alert_id, next_at, created_at)
    SELECT gen_random_uuid(), w.id, ${id}::uuid, ${nextAt}, ${at}
    FROM webhook w WHERE w.is_enabled AND ${kind} = ANY(w.alerts)`;
  await notify(tx, { topic: "alerts" });
  return id;
}

/** Inside the caller's transaction: what the alert was about is over. Repeating it changes nothing. */
export async function endAlert(tx: Tx, at: Date, { kind, key }: AlertSubject): Promise<void> {
  const { count } = await tx.alert.updateMany({
    where: { kind, key, endedAt: null },
    data: { endedAt: at },
  });
  if (count > 0) await notify(tx, { topic: "alerts" });
}

async function isOpen(tx: Tx, { kind, key }: AlertSubject): Promise<boolean> {
  return (await tx.alert.findFirst({ where: { kind, key, endedAt: null } })) !== null;
}
