import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { viewToken } from "./view.ts";

/** Newest sensors shown with a token; the Sensors list has them all. */
const sensorsMax = 200;

/** A token with the sensors that it enrolled. */
export async function getToken(ctx: Ctx, { id }: { id: string }) {
  authorize(ctx.actor, "read");
  const token = await ctx.db.enrollmentToken.findUnique({
    where: { id },
    include: { sensors: { orderBy: { enrolledAt: "desc" }, take: sensorsMax } },
  });
  if (!token) throw new AppError("NotFound", "There is no enrollment token with this id.");
  const { sensors, ...row } = token;
  return {
    ...viewToken(row, ctx.clock.now()),
    sensors: sensors.map(({ id, name, enrolledAt, departedAt }) => ({
      id,
      name,
      enrolledAt: enrolledAt.toISOString(),
      departedAt: departedAt?.toISOString() ?? null,
    })),
  };
}
