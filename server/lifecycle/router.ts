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
    .meta({
      openapi: {
        method: "GET",
        path: "/removal-pauses",
        summary: "Lists the pauses of auto-removal",
        description:
          "Those that stand now. While one does, no sensor of its pool is removed by itself.",
        tags,
      },
    })
    .input(z.void())
    .output(z.array(PauseView))
    .query(({ ctx }) => listPauses(ctx)),
  endPause: admin
    .meta({
      openapi: {
        method: "POST",
        path: "/removal-pauses/{id}/end",
        summary: "Ends a pause of auto-removal",
        description:
          "`resume`: the rule goes on. `remove`: what is silent now is removed at once. `keep`: it stays until it reports again or a person deletes it.",
        tags,
      },
      errors: ["AlreadyDecided", "CountChanged"],
      example: { decision: "keep" },
    })
    .input(EndPause)
    .output(PauseEnded)
    .mutation(call(endPause)),
  conflicts: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/sensor-conflicts",
        summary: "Lists sensors that share an identity",
        description:
          "`machine`: different keys on one machine id. `clone`: one key that two running machines use.",
        tags,
      },
    })
    .input(z.void())
    .output(z.array(ConflictView))
    .query(({ ctx }) => listConflicts(ctx)),
  acceptConflict: operator
    .meta({
      openapi: {
        method: "POST",
        path: "/sensor-conflicts/accept",
        summary: "Accepts a shared identity",
        description: "The sensors are no longer listed as a conflict.",
        tags,
      },
      errors: ["NotFound"],
      example: { sensorIds: ["0b0d7cfb-5a5c-4a39-9a3c-2f6f1f3f7b11"] },
      successStatus: 204,
    })
    .input(AcceptConflict)
    .output(z.void())
    .mutation(call(acceptConflict)),
});
