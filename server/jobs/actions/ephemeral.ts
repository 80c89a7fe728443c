import { Prisma } from "../../db/generated/client.ts";
import { notify } from "../../db/notify.ts";
import { allDone, type BulkAction } from "./action.ts";

/**
 * From now on they are removed by themselves after so much silence; null: only by a person. A
 * trigger keeps the deadlines.
 */
export function ephemeralAction(removeAfterSeconds: number | null): BulkAction {
  const isEphemeral = removeAfterSeconds !== null;
  return {
    obstacle: Prisma.sql`CASE WHEN s.departed_at IS NOT NULL THEN 'AlreadyDeparted'
      WHEN s.ephemeral = ${isEphemeral}
        AND s.remove_after_seconds IS NOT DISTINCT FROM ${removeAfterSeconds}::int THEN 'Unchanged' END`,
    async apply(tx, { ids }) {
      await tx.$executeRaw`
        UPDATE sensor SET ephemeral = ${isEphemeral}, remove_after_seconds = ${removeAfterSeconds}::int
        WHERE id = ANY(${ids}::uuid[])`;
      await notify(tx, { topic: "sensors", ids: [...ids] });
      return allDone;
    },
  };
}
