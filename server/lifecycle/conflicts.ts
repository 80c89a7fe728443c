import { authorize } from "../auth/authorize.ts";
import type { Ctx, Db } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { matches, sensorTables, statusClock, statusColumn } from "../sensors/query.ts";
import type { Status } from "../sensors/status.ts";
import type { ConflictView } from "./schema.ts";

/** Conflicts, and sensors in them, that are shown at once; the rest appears as these are settled. */
const conflictsMax = 100;
const sensorsMax = 1_000;
/** Machine ids that are looked at: what is silent shares them too, and is no conflict. */
const machineIdsMax = 1_000;

interface Row {
  id: string;
  name: string;
  hostname: string;
  status: Status;
  lastHeartbeatAt: Date;
  enrolledAt: Date;
  machineId: string | null;
}

/** Enrolled sensors whose identity is doubtful: two live keys on one machine id, or a cloned key. */
export async function listConflicts(ctx: Ctx): Promise<ConflictView[]> {
  authorize(ctx.actor, "read");
  const [clock, machineIds] = await Promise.all([statusClock(ctx.db), sharedMachineIds(ctx.db)]);
  const live = matches({ status: ["healthy", "degraded"] }, clock);
  const columns = Prisma.sql`s.id, s.name, s.hostname, ${statusColumn(clock)} AS status,
    h.at AS "lastHeartbeatAt", s.enrolled_at AS "enrolledAt", s.machine_id AS "machineId"`;
  const [clones, sharing] = await Promise.all([
    ctx.db.$queryRaw<Row[]>`
      SELECT ${columns} FROM ${sensorTables}
      WHERE s.departed_at IS NULL AND s.clone_seen_at IS NOT NULL
        AND (s.conflict_accepted_at IS NULL OR s.conflict_accepted_at < s.clone_seen_at)
      ORDER BY s.clone_seen_at DESC LIMIT ${conflictsMax}`,
    ctx.db.$queryRaw<Row[]>`
      SELECT ${columns} FROM ${sensorTables}
      WHERE s.departed_at IS NULL AND s.machine_id IN (
        SELECT s.machine_id FROM ${sensorTables} WHERE ${live} AND s.machine_id = ANY(${machineIds})
        GROUP BY s.machine_id HAVING count(*) > 1 AND count(s.conflict_accepted_at) < count(*)
        LIMIT ${conflictsMax})
      ORDER BY s.machine_id, s.enrolled_at LIMIT ${sensorsMax}`,
  ]);
  return [
    ...clones.map((row) => conflict("clone", [row])),
    ...Array.from(Map.groupBy(sharing, ({ machineId }) => machineId).values(), (rows) =>
      conflict("machine", rows),
    ),
  ];
}

/** Machine ids that several records have: read from an index alone, for most fleets have none. */
async function sharedMachineIds(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT machine_id AS id FROM sensor WHERE departed_at IS NULL AND machine_id IS NOT NULL
    GROUP BY machine_id HAVING count(*) > 1 LIMIT ${machineIdsMax}`;
  return rows.map(({ id }) => id);
}

function conflict(kind: ConflictView["kind"], rows: Row[]): ConflictView {
  return {
    kind,
    machineId: rows[0]?.machineId ?? null,
    sensors: rows.map(({ machineId: _machineId, ...row }) => ({
      ...row,
      lastHeartbeatAt: row.lastHeartbeatAt.toISOString(),
      enrolledAt: row.enrolledAt.toISOString(),
    })),
  };
}
