import { Prisma } from "../../db/generated/client.ts";
import { departSensors } from "../../sensors/depart.ts";
import { allDone, type BulkAction } from "./action.ts";

/** They depart, and only a person brings them back. */
export const deleteAction: BulkAction = {
  obstacle: Prisma.sql`CASE WHEN s.departed_at IS NOT NULL THEN 'AlreadyDeparted' END`,
  async apply(tx, { ids, at, by }) {
    await departSensors(tx, { ids, at, reason: "deleted", by });
    return allDone;
  },
};
