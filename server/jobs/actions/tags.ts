import { Prisma } from "../../db/generated/client.ts";
import { notify } from "../../db/notify.ts";
import { tagsMax } from "../../sensors/schema.ts";
import { allDone, type BulkAction } from "./action.ts";

/** Adds and removes tags. Those that stay keep their order: the first `pool:` tag names the pool. */
export function tagsAction(change: { add: string[]; remove: string[] }): BulkAction {
  const after = Prisma.sql`ARRAY(SELECT tag FROM unnest(s.tags || ${change.add}::text[])
      WITH ORDINALITY AS t(tag, position)
    WHERE NOT tag = ANY(${change.remove}::text[]) GROUP BY tag ORDER BY min(position))`;
  return {
    obstacle: Prisma.sql`CASE WHEN s.departed_at IS NOT NULL THEN 'AlreadyDeparted'
      WHEN ${after} = s.tags THEN 'Unchanged'
      WHEN cardinality(${after}) > ${tagsMax} THEN 'TooManyTags' END`,
    async apply(tx, { ids }) {
      await tx.$executeRaw`UPDATE sensor s SET tags = ${after} WHERE s.id = ANY(${ids}::uuid[])`;
      await notify(tx, { topic: "tags", ids: [...ids] });
      return allDone;
    },
  };
}
