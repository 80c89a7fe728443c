import { endAlert } from "../alerts/raise.ts";
import { type AuditRecord, appendAuditAll } from "../audit/append.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx, Tx } from "../context.ts";
import { notify } from "../db/notify.ts";
import { AppError } from "../errors.ts";
import { departSilent, removalRecords } from "./depart-silent.ts";
import { isSilent } from "./query.ts";
import type { EndPause } from "./schema.ts";
import { pauseAlert } from "./watch-pauses.ts";

const ends = { resume: "resumed", remove: "removed", keep: "kept" } as const;

/**
 * An admin decides on a pause. What was silent until now is decided with it, and trips no further
 * pause. The number that was confirmed departs, also where another pause stands over it.
 * @throws {AppError} `NotFound`, `AlreadyDecided`, `CountChanged`
 */
export async function endPause(ctx: Ctx, input: EndPause): Promise<{ removed: number }> {
  authorize(ctx.actor, "administer");
  const { id, decision, expectedCount } = input;
  const at = ctx.clock.now();
  return ctx.db.$transaction(
    async (tx) => {
      const pause = await openPause(tx, id);
      const silent = await silentSensors(tx, pause.pool);
      requireCount(silent.length, expectedCount);
      await tx.$executeRaw`
        UPDATE removal_pause SET ended_at = ${at}, ended_by = ${ctx.actor.name},
          "end" = ${ends[decision]}::pause_end, covers_until = listening_now() WHERE id = ${id}::uuid`;
      const until = isSilent({ decidedToo: true });
      const removal = { ids: silent, at, by: ctx.actor, until };
      const removed = decision === "remove" ? await departSilent(tx, removal) : [];
      if (decision === "keep") await dropDeadlines(tx, silent);
      await notify(tx, { topic: "removal" });
      if (pause.cause === "mass_silence") await endAlert(tx, at, pauseAlert(pause.pool));
      const decided: AuditRecord = {
        action: "removal_resumed",
        actor: ctx.actor,
        target: `pause:${id}`,
        details: { ...pause, end: ends[decision], silent: silent.length },
      };
      await appendAuditAll(tx, at, [...removalRecords(ctx.actor, removed), decided]);
      return { removed: removed.length };
    },
    { timeout: 60_000, maxWait: 10_000 },
  );
}

function requireCount(silent: number, expected: number | undefined): void {
  if (expected === undefined || silent === expected) return;
  throw new AppError(
    "CountChanged",
    `${silent} sensors are silent now; ${expected} were confirmed.`,
  );
}

async function openPause(tx: Tx, id: string) {
  const [pause] = await tx.$queryRaw<{ cause: string; pool: string | null; ended: boolean }[]>`
    SELECT cause::text, pool, ended_at IS NOT NULL AS ended FROM removal_pause
    WHERE id = ${id}::uuid FOR UPDATE`;
  if (!pause) throw new AppError("NotFound", "There is no pause with this id.");
  const { ended, ...open } = pause;
  if (ended) throw new AppError("AlreadyDecided", "This pause has ended meanwhile.");
  return open;
}

async function silentSensors(tx: Tx, pool: string | null): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM sensor s JOIN sensor_heartbeat h ON h.sensor_id = s.id
    WHERE ${isSilent({ decidedToo: false })} AND (${pool}::text IS NULL OR s.pool = ${pool})`;
  return rows.map(({ id }) => id);
}

/** Kept: until they report again, which makes a new deadline (`ensure_removal_deadline`). */
async function dropDeadlines(tx: Tx, ids: string[]): Promise<void> {
  await tx.removalDeadline.deleteMany({ where: { sensorId: { in: ids } } });
}
