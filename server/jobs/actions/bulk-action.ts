import type { JobAction } from "../schema.ts";
import type { BulkAction } from "./action.ts";
import { deleteAction } from "./delete.ts";
import { ephemeralAction } from "./ephemeral.ts";
import { restoreAction } from "./restore.ts";
import { tagsAction } from "./tags.ts";

/** How a job's action is done. */
export function bulkAction(action: JobAction): BulkAction {
  switch (action.kind) {
    case "delete":
      return deleteAction;
    case "tags":
      return tagsAction(action);
    case "ephemeral":
      return ephemeralAction(action.removeAfterSeconds);
    case "restore":
      return restoreAction;
  }
}
