import { attemptGroups } from "../attempts/groups.ts";
import { openAttempts } from "../attempts/query.ts";
import type { Ctx } from "../context.ts";
import type { Overview } from "./schema.ts";

const shownMax = 4;

/** Refused enrollments since `since` that are neither dismissed nor resolved by an enrollment. */
export async function openRefusals(ctx: Ctx, since: Date): Promise<Overview["refusals"]> {
  const [rows, { items }] = await Promise.all([
    ctx.db.$queryRaw<{ attempts: number; hosts: number }[]>`
      WITH ${openAttempts(ctx.clock.now())}
      SELECT count(*)::int AS attempts,
        count(DISTINCT coalesce(machine_id, name, hostname, address))::int AS hosts
      FROM open WHERE at > ${since}`,
    attemptGroups(ctx, { limit: shownMax }),
  ]);
  const recent = items.filter(({ lastAt }) => Date.parse(lastAt) > since.getTime());
  return {
    ...(rows[0] ?? { attempts: 0, hosts: 0 }),
    items: recent.map(({ code, title, count, lastAt }) => ({ code, title, count, lastAt })),
  };
}
