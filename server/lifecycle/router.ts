import { z } from "zod";
import { admin, call, operator, router, viewer } from "../trpc/init.ts";
import { acceptConflict } from "./accept-conflict.ts";
import { listConflicts } from "./conflicts.ts";
import { endPause } from "./end-pause.ts";
import { listPauses } from "./pauses.ts";
import { AcceptConflict, ConflictView, EndPause, PauseEnded, PauseView } from "./schema.ts";

const tags = ["auto-removal"];

export const lifecycleRouter = router({
  pauses: viewer
    .meta({ openapi: { method: "GET", path: "/removal-pauses", tags } })
    .input(z.void())
    .output(z.array(PauseView))
    .query(({ ctx }) => listPauses(ctx)),
  endPause: admin
    .meta({ openapi: { method: "POST", path: "/removal-pauses/{id}/end", tags } })
    .input(EndPause)
    .output(PauseEnded)
    .mutation(call(endPause)),
  conflicts: viewer
    .meta({ openapi: { method: "GET", path: "/sensor-conflicts", tags } })
    .input(z.void())
    .output(z.array(ConflictView))
    .query(({ ctx }) => listConflicts(ctx)),
  acceptConflict: operator
    .meta({
      openapi: { method: "POST", path: "/sensor-conflicts/accept", tags },
      successStatus: 204,
    })
    .input(AcceptConflict)
    .output(z.void())
    .mutation(call(acceptConflict)),
});
