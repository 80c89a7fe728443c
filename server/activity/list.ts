import { z } from "zod";
import { viewAlert } from "../alerts/list.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx, Db } from "../context.ts";
import { poolLabels } from "../pools/label.ts";
import { actionRows, countActionRows } from "./action-rows.ts";
import { alertRows, countAlertRows } from "./alert-rows.ts";
import { comparePositions, decodePosition, encodePosition, positionOf } from "./position.ts";
import type { Slice } from "./query.ts";
import { countRollUps, rollUps } from "./roll-ups.ts";
import { type ActivityRow, activityKinds, type ListActivity, oneTimePool } from "./schema.ts";
import { countSensorRows, sensorRows } from "./sensor-rows.ts";
import { targetNames } from "./target-names.ts";

const hourMs = 3_600_000;
/** How far a page looks back at first; further where it finds too little. */
const firstReachMs = 24 * hourMs;

/**
 * The feed, newest first: ephemeral sensors rolled up by hour and pool, everything else one by one.
 * A page costs what the hours cost that it shows, however deep it is.
 */
export async function listActivity(
  ctx: Ctx,
  input: ListActivity,
): Promise<{ items: ActivityRow[]; nextCursor: string | null; total: number | null }> {
  authorize(ctx.actor, "read");
  const { pool, kinds, from, to, cursor, limit } = input;
  const slice = {
    pool,
    kinds: kinds?.length ? kinds : activityKinds,
    from: from ? new Date(from) : undefined,
    to: to ? new Date(to) : undefined,
    after: cursor ? decodePosition(cursor) : undefined,
    limit: limit + 1,
  };
  const now = ctx.clock.now();
  const [rows, total] = await Promise.all([
    newestRows(ctx.db, slice, now),
    input.withTotal ? countRows(ctx.db, slice) : null,
  ]);
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodePosition(positionOf(last)) : null, total };
}

type Unbounded = Omit<Slice, "lower">;

/** Reads back in steps that grow, until the page is full or the begin is reached. */
async function newestRows(db: Db, slice: Unbounded, now: Date): Promise<ActivityRow[]> {
  const begin = Math.max(await beginOf(db), slice.from?.getTime() ?? 0);
  const newest = Math.min(now.getTime(), ...[slice.to, slice.after?.at].flatMap(toTime));
  for (let reachMs = firstReachMs; ; reachMs *= 4) {
    const lower = Math.floor(Math.max(newest - reachMs, 0) / hourMs) * hourMs;
    const rows = await rowsOf(db, { ...slice, lower: new Date(lower) });
    if (rows.length >= slice.limit || lower <= begin) return rows.slice(0, slice.limit);
  }
}

const toTime = (at: Date | string | undefined) =>
  at === undefined ? [] : [new Date(at).getTime()];

async function rowsOf(db: Db, slice: Slice): Promise<ActivityRow[]> {
  const [rolled, events, actions, alerts] = await Promise.all([
    rollUps(db, slice),
    sensorRows(db, slice),
    actionRows(db, slice),
    alertRows(db, slice),
  ]);
  const pools = [...rolled, ...events].map((row) => row.pool);
  const label = await poolLabels(db, pools);
  const named = await targetNames(
    db,
    actions.map(({ target }) => target),
  );
  const rows: ActivityRow[] = [
    ...rolled.map((row) => ({
      ...row,
      type: "rollup" as const,
      at: row.at.toISOString(),
      poolLabel: row.pool === oneTimePool ? "One-time tokens" : label(row.pool),
    })),
    ...events.map((row) => ({
      ...row,
      type: "sensor" as const,
      at: row.at.toISOString(),
      poolLabel: label(row.pool),
    })),
    ...actions.map((row) => viewAction(row, named)),
    ...alerts.map((row) => ({ ...viewAlert(row), type: "alert" as const })),
  ];
  return rows.sort((a, b) => comparePositions(positionOf(a), positionOf(b)));
}

const Details = z.record(z.string(), z.unknown());

function viewAction(
  row: Awaited<ReturnType<typeof actionRows>>[number],
  named: Awaited<ReturnType<typeof targetNames>>,
): ActivityRow {
  const details = Details.parse(row.details);
  return {
    ...row,
    type: "action",
    at: row.at.toISOString(),
    seq: Number(row.seq),
    details,
    targetName: named(row.target, details),
  };
}

async function countRows(db: Db, unbounded: Unbounded): Promise<number> {
  const slice = { ...unbounded, lower: new Date(0), after: undefined };
  const counts = await Promise.all([
    countRollUps(db, slice),
    countSensorRows(db, slice),
    countActionRows(db, slice),
    countAlertRows(db, slice),
  ]);
  return counts.reduce((sum, each) => sum + each, 0);
}

/** The oldest moment that anything is known of, in ms. */
async function beginOf(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT least((SELECT min(at) FROM sensor_event), (SELECT min(at) FROM alert),
      (SELECT at FROM audit_entry ORDER BY seq LIMIT 1)) AS at`;
  return row?.at?.getTime() ?? Number.POSITIVE_INFINITY;
}
