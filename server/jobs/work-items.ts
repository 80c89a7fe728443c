import type { Tx } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { sensorTables, statusClock } from "../sensors/query.ts";
import { bulkAction } from "./actions/bulk-action.ts";
import { type Reason, reasons } from "./reason.ts";
import type { JobRequest } from "./schema.ts";
import { choosesBySilence, filterOf } from "./set.ts";

/** What came of one item. */
export interface Result {
  readonly id: string;
  readonly state: "done" | "skipped" | "failed";
  readonly reason: Reason | null;
  readonly detail: string | null;
}

export interface Work {
  readonly request: JobRequest;
  /** When the set was taken, listening clock. */
  readonly snapshotAt: Date;
  /** In order. */
  readonly ids: readonly string[];
  readonly at: Date;
  readonly by: string;
}

/**
 * Does a job's action to some of its sensors: locks them in the order of their ids, as everybody
 * does, asks again whether each is still to be done, and does those that are in few statements.
 */
export async function workItems(tx: Tx, work: Work): Promise<Result[]> {
  const { request, ids, at, by } = work;
  if (ids.length === 0) return [];
  const action = bulkAction(request.action);
  const verdicts = await judge(tx, work, action.obstacle);
  const eligible = ids.filter((id) => verdicts.get(id) === null);
  const { failed, details } =
    eligible.length > 0
      ? await action.apply(tx, { ids: eligible, at, by })
      : { failed: new Map<string, Reason>(), details: new Map<string, string>() };
  return ids.map((id) => {
    // A record that is not there any more has no verdict.
    const verdict = verdicts.get(id);
    const reason = verdict === undefined ? "Purged" : (verdict ?? failed.get(id) ?? null);
    return {
      ...{ id, reason, detail: details.get(id) ?? null },
      state: reason ? reasons[reason] : "done",
    };
  });
}

type Verdicts = Map<string, Reason | null>;

/** Why each of the records that there are is not to be done; null: it is. */
async function judge(tx: Tx, work: Work, obstacle: Prisma.Sql): Promise<Verdicts> {
  const { request, snapshotAt, ids } = work;
  await tx.$executeRaw`SELECT FROM sensor WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  // As of then: who has not been heard since is as silent as when it was chosen.
  const clock = { ...(await statusClock(tx)), now: snapshotAt };
  const filter = filterOf(request, clock) ?? Prisma.sql`TRUE`;
  const silent = choosesBySilence(request) ? await holdSilent(tx, ids, filter) : null;
  const rows = await tx.$queryRaw<Judged[]>`
    SELECT s.id, ${obstacle} AS reason, ${filter} AS matches, h.heard_at > ${snapshotAt} AS heard
    FROM ${sensorTables} WHERE ${among(ids)}`;
  return new Map(rows.map((row) => [row.id, verdict(row, silent)]));
}

/** Said of both tables: PostgreSQL would read all heartbeats for a thousand sensors. */
const among = (ids: readonly string[]) => Prisma.sql`
  s.id = ANY(${ids}::uuid[]) AND h.sensor_id = ANY(${ids}::uuid[])`;

interface Judged {
  id: string;
  reason: Reason | null;
  matches: boolean;
  heard: boolean;
}

/**
 * Holds the heartbeats of those that still match, so that none is written before this batch is
 * done. One that is being written now is not waited for: its sensor lives.
 */
async function holdSilent(
  tx: Tx,
  ids: readonly string[],
  filter: Prisma.Sql,
): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM ${sensorTables} WHERE ${among(ids)} AND ${filter}
    ORDER BY s.id FOR UPDATE OF h SKIP LOCKED`;
  return new Set(rows.map(({ id }) => id));
}

function verdict(row: Judged, silent: ReadonlySet<string> | null): Reason | null {
  if (row.reason) return row.reason;
  if (silent === null) return row.matches ? null : "NoLongerMatches";
  if (silent.has(row.id)) return null;
  return row.heard || row.matches ? "ReportedBack" : "NoLongerMatches";
}
