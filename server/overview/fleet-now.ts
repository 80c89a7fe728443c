import type { Db } from "../context.ts";
import { countSensors } from "../sensors/count.ts";
import type { Overview } from "./schema.ts";

/** Versions with a number of their own. */
const versionsMax = 6;

/** Statuses and versions of the fleet, each off an index of its own. */
export async function fleetNow(db: Db): Promise<Pick<Overview, "counts" | "versions">> {
  const [counts, versions] = await Promise.all([
    countSensors(db, {}),
    db.$queryRaw<Overview["versions"]["items"]>`
      SELECT version, count(*)::int AS count FROM sensor WHERE departed_at IS NULL
      GROUP BY version ORDER BY 2 DESC, version COLLATE "C"`,
  ]);
  const rare = versions.slice(versionsMax);
  return {
    counts,
    versions: {
      items: versions.slice(0, versionsMax),
      others: {
        versions: rare.length,
        count: rare.reduce((total, { count }) => total + count, 0),
      },
    },
  };
}
