import { z } from "zod";
import type { SecretBox } from "../ca/secret-box.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import type { Db } from "../context.ts";
import type { Prisma } from "../db/generated/client.ts";
import { publicUrl } from "../settings/public-url.ts";
import { readSettings } from "../settings/read.ts";
import { alertPage } from "./alert-page.ts";
import type { AlertMessage } from "./message.ts";
import { postMessage } from "./post.ts";
import { parseRetryAfter, waitAfter } from "./retry.ts";
import { AlertKind } from "./schema.ts";
import type { Answer, Sending } from "./send.ts";

/** So many at once; the slowest of them decides when the next are taken. */
export const deliveriesAtOnce = 8;
/** Longer than any try lasts: who took a delivery and died loses it to another after this. */
const leaseMs = 60_000;

export interface DeliverDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly config: Config;
  readonly secretBox: SecretBox;
  readonly sending?: Sending;
}

/**
 * Takes deliveries that are due, and tries each once. At least once: what was sent before a crash is
 * sent again, under the same id. @returns how many were taken.
 */
export async function deliverDue(deps: DeliverDeps): Promise<number> {
  const ids = await takeDue(deps);
  if (ids.length === 0) return 0;
  const { notifications } = await readSettings(deps.db);
  const console = await publicUrl(deps.db, deps.config);
  const taken = await deps.db.webhookDelivery.findMany({
    where: { id: { in: ids } },
    include: { webhook: true, alert: true },
  });
  await Promise.all(
    taken.map(async (delivery) => {
      const message = messageOf(delivery.alert, console);
      const posting = { ...deps, ...notifications };
      const answer = await postMessage(delivery.webhook, delivery.id, message, posting).catch(
        (error: Error): Answer => ({ status: null, error: error.message }),
      );
      await record(deps, delivery, answer);
    }),
  );
  return ids.length;
}

/** One statement: another worker that looks at the same moment skips the rows that it locks. */
async function takeDue({ db, clock }: DeliverDeps): Promise<string[]> {
  const now = clock.now();
  const leased = new Date(now.getTime() + leaseMs);
  const rows = await db.$queryRaw<{ id: string }[]>`
    UPDATE webhook_delivery SET next_at = ${leased}, attempts = attempts + 1,
      last_status = NULL, last_error = NULL
    WHERE id IN (
      SELECT d.id FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id AND w.is_enabled
      WHERE d.state = 'pending' AND d.next_at <= ${now}
      ORDER BY d.next_at LIMIT ${deliveriesAtOnce} FOR UPDATE OF d SKIP LOCKED)
    RETURNING id`;
  return rows.map(({ id }) => id);
}

type Delivery = Prisma.WebhookDeliveryGetPayload<{ include: { webhook: true; alert: true } }>;

function messageOf(alert: Delivery["alert"], console: string): AlertMessage {
  const kind = AlertKind.parse(alert.kind);
  const details = z.record(z.string(), z.unknown()).parse(alert.details);
  const { id, at, title } = alert;
  return { id, kind, at, title, details, url: console + alertPage(kind, details) };
}

/** Only by who holds it: a lease that ended has another holder, and more attempts. */
async function record(deps: DeliverDeps, delivery: Delivery, answer: Answer): Promise<void> {
  const { id, attempts } = delivery;
  await deps.db.webhookDelivery.updateMany({
    where: { id, attempts, state: "pending" },
    data: { ...outcome(deps, attempts, answer), lastStatus: answer.status },
  });
}

function outcome({ clock, sending }: DeliverDeps, attempts: number, answer: Answer) {
  const now = clock.now();
  if (answer.error === null) return { state: "delivered", deliveredAt: now } as const;
  const lastError = answer.error;
  // Cut off by our own end: the next Console tries at once, and it does not count.
  if (sending?.signal?.aborted) return { nextAt: now, attempts: attempts - 1, lastError };
  const wait = waitAfter(attempts, parseRetryAfter(answer.retryAfter, now));
  if (wait === null) return { state: "failed", lastError } as const;
  return { nextAt: new Date(now.getTime() + wait * 1000), lastError };
}
