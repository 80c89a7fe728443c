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
    .meta({
      openapi: {
        method: "GET",
        path: "/enrollment-attempts",
        summary: "Lists failed enrollments by cause",
        description: "One item for each cause, with what to do about it.",
        tags,
      },
    })
    .input(ListGroups)
    .output(GroupPage)
    .query(call(attemptGroups)),
  counts: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/enrollment-attempts/counts",
        summary: "Counts failed enrollments",
        tags,
      },
    })
    .input(z.void())
    .output(AttemptCounts)
    .query(({ ctx }) => attemptCounts(ctx)),
  list: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/enrollment-attempts/single",
        summary: "Lists the single attempts of a cause",
        tags,
      },
    })
    .input(ListAttempts)
    .output(AttemptPage)
    .query(call(listAttempts)),
  dismiss: operator
    .meta({
      openapi: {
        method: "POST",
        path: "/enrollment-attempts/dismiss",
        summary: "Dismisses a cause",
        description: "What came after `until` was not seen and stays.",
        tags,
      },
      example: { code: "TokenExpired" },
    })
    .input(DismissAttempts)
    .output(Dismissed)
    .mutation(call(dismissAttempts)),
  restore: operator
    .meta({
      openapi: {
        method: "POST",
        path: "/enrollment-attempts/restore",
        summary: "Undoes a dismissal",
        tags,
      },
      example: { code: "TokenExpired", dismissedAt: "2026-11-20T09:00:00.000Z" },
    })
    .input(RestoreAttempts)
    .output(Restored)
    .mutation(call(restoreAttempts)),
});
