import { z } from "zod";
import type { Tx } from "../context.ts";
import type { Prisma } from "../db/generated/client.ts";
import { notify } from "../db/notify.ts";
import { raiseAlert } from "./raise.ts";
import type { AlertKind } from "./schema.ts";

/** Events of one kind are told once per window; webhooks wait for those that come right after. */
const settleSeconds = 30;
/** Names that an alert lists; the count says how many there are. */
export const namesMax = 20;

/** A kind of alert that stands for all that happens to its key within a window. */
export interface Rolling {
  readonly kind: AlertKind;
  /** What its keys begin with. */
  readonly prefix: string;
  readonly windowMs: number;
}

/** What happened to one key since a moment. */
export interface Happened {
  readonly key: string;
  readonly count: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly title: string;
  readonly details: Prisma.InputJsonObject;
}

/** Newest alert of a key, and the span of events that it tells of. */
export interface RollingWindow {
  readonly id: string;
  readonly key: string;
  readonly isOpen: boolean;
  /** Exclusive; the events after it count. */
  readonly from: Date;
  readonly through: Date;
  readonly count: number;
}

const Details = z.object({
  count: z.number(),
  span: z.object({ from: z.coerce.date(), through: z.coerce.date() }),
});

/** The newest alert of each key that may still matter. */
export async function rollingWindows(
  tx: Tx,
  at: Date,
  { kind, prefix, windowMs }: Rolling,
): Promise<Map<string, RollingWindow>> {
  const alerts = await tx.alert.findMany({
    where: { kind, key: { startsWith: prefix }, at: { gt: new Date(at.getTime() - 3 * windowMs) } },
    orderBy: { at: "asc" },
  });
  const windows = alerts.map(({ id, key, endedAt, details }) => {
    const { count, span } = Details.parse(details);
    return { id, key, isOpen: endedAt === null, count, ...span };
  });
  return new Map(windows.map((window) => [window.key, window]));
}

/** From when on the events of a key count: an open alert counts all of its own again. */
export function countsFrom(window: RollingWindow | undefined): Date | null {
  return window ? (window.isOpen ? window.from : window.through) : null;
}

/** Opens an alert for each key that has none, updates those that have grown, ends those whose time is over. */
export async function rollUp(
  tx: Tx,
  at: Date,
  rolling: Rolling,
  happened: readonly Happened[],
  windows: ReadonlyMap<string, RollingWindow>,
): Promise<void> {
  const { kind, prefix, windowMs } = rolling;
  const ordered = [...happened].sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const { key, count, firstAt, lastAt, title, details: shown } of ordered) {
    const window = windows.get(key);
    const from = window?.isOpen ? window.from : new Date(firstAt.getTime() - 1);
    const span = { from: from.toISOString(), through: lastAt.toISOString() };
    const details = { ...shown, count, span };
    if (!window?.isOpen) await raiseAlert(tx, at, { kind, key, title, details, settleSeconds });
    else if (window.count !== count) {
      await tx.alert.update({ where: { id: window.id }, data: { title, details } });
    }
  }
  const { count } = await tx.alert.updateMany({
    where: {
      kind,
      key: { startsWith: prefix },
      endedAt: null,
      at: { lte: new Date(at.getTime() - windowMs) },
    },
    data: { endedAt: at },
  });
  if (count > 0) await notify(tx, { topic: "alerts" });
}
