import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { sensorTables, statusClock } from "./query.ts";
import type { SensorView } from "./schema.ts";
import { type SensorRow, viewColumns, viewJoins, viewSensor } from "./view.ts";

/** One sensor as a list shows it. @throws {AppError} `NotFound` */
export async function readSensor(ctx: Ctx, id: string): Promise<SensorView> {
  const clock = await statusClock(ctx.db);
  const [row] = await ctx.db.$queryRaw<SensorRow[]>`
    SELECT ${viewColumns(clock)} FROM ${sensorTables} ${viewJoins} WHERE s.id = ${id}::uuid`;
  if (!row) throw new AppError("NotFound", "There is no sensor with this id.");
  return viewSensor(row);
}

/** Everything that a sensor's own page shows, departed sensors included. */
export async function getSensor(ctx: Ctx, { id }: { id: string }) {
  authorize(ctx.actor, "read");
  const [view, cold, certificates, terminatingAt] = await Promise.all([
    readSensor(ctx, id),
    ctx.db.sensor.findUnique({
      where: { id },
      select: { machineId: true, instanceId: true, facts: true, runtime: true, nodeLabels: true },
    }),
    ctx.db.sensorCertificate.findMany({
      where: { sensorId: id },
      orderBy: { notAfter: "desc" },
      take: 50,
    }),
    readTermination(ctx, id),
  ]);
  return {
    ...view,
    machineId: cold?.machineId ?? null,
    instanceId: cold?.instanceId ?? null,
    terminatingAt: terminatingAt?.toISOString() ?? null,
    facts: (cold?.facts ?? {}) as Record<string, unknown>,
    nodeLabels: (cold?.nodeLabels ?? {}) as Record<string, string>,
    runtime: (cold?.runtime ?? {}) as Record<string, never>,
    certificates: certificates.map(({ serial, notBefore, notAfter }) => ({
      serial,
      notBefore: notBefore.toISOString(),
      notAfter: notAfter.toISOString(),
    })),
  };
}

/** Kept on the listening clock; shown on the database's. */
async function readTermination(ctx: Ctx, id: string): Promise<Date | null> {
  const [row] = await ctx.db.$queryRaw<{ at: Date | null }[]>`
    SELECT terminating_at + (database_now() - listening_now()) AS at FROM sensor WHERE id = ${id}::uuid`;
  return row?.at ?? null;
}
