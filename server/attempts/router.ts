import { z } from "zod";
import { call, operator, router, viewer } from "../trpc/init.ts";
import { dismissAttempts } from "./dismiss.ts";
import { attemptCounts, attemptGroups } from "./groups.ts";
import { listAttempts } from "./list.ts";
import { restoreAttempts } from "./restore.ts";
import {
  AttemptCounts,
  AttemptPage,
  DismissAttempts,
  Dismissed,
  GroupPage,
  ListAttempts,
  ListGroups,
  RestoreAttempts,
  Restored,
} from "./schema.ts";

const tags = ["failed enrollments"];

export const attemptsRouter = router({
  groups: viewer
    .meta({ openapi: { method: "GET", path: "/enrollment-attempts", tags } })
    .input(ListGroups)
    .output(GroupPage)
    .query(call(attemptGroups)),
  counts: viewer
    .input(z.void())
    .output(AttemptCounts)
    .query(({ ctx }) => attemptCounts(ctx)),
  list: viewer
    .meta({ openapi: { method: "GET", path: "/enrollment-attempts/single", tags } })
    .input(ListAttempts)
    .output(AttemptPage)
    .query(call(listAttempts)),
  dismiss: operator
    .meta({ openapi: { method: "POST", path: "/enrollment-attempts/dismiss", tags } })
    .input(DismissAttempts)
    .output(Dismissed)
    .mutation(call(dismissAttempts)),
  restore: operator
    .meta({ openapi: { method: "POST", path: "/enrollment-attempts/restore", tags } })
    .input(RestoreAttempts)
    .output(Restored)
    .mutation(call(restoreAttempts)),
});
