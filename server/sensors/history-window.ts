import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";

/** The last points are written up to a minute after a sensor left. */
const lastPointMs = 60_000;

/** The time that history and timeline show, and whose it is. */
export interface HistoryWindow {
  readonly from: Date;
  readonly to: Date;
  readonly sensor: {
    readonly enrolledAt: Date;
    readonly departedAt: Date | null;
    readonly pool: string;
    /** The last heartbeat; the enrollment, where there was none. */
    readonly heardAt: Date | null;
  };
}

/** The hours end now, or with the life of a sensor that departed. @throws {AppError} `NotFound` */
export async function historyWindow(
  ctx: Ctx,
  { id, hours }: { id: string; hours: number },
): Promise<HistoryWindow> {
  const sensor = await ctx.db.sensor.findUnique({
    where: { id },
    select: { enrolledAt: true, departedAt: true, pool: true, heartbeat: { select: { at: true } } },
  });
  if (!sensor) throw new AppError("NotFound", "There is no sensor with this id.");
  const { heartbeat, ...rest } = sensor;
  const to = sensor.departedAt
    ? new Date(sensor.departedAt.getTime() + lastPointMs)
    : ctx.clock.now();
  const from = new Date(to.getTime() - hours * 3_600_000);
  return { from, to, sensor: { ...rest, heardAt: heartbeat?.at ?? null } };
}
