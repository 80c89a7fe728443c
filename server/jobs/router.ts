import { admin, call, operator, router, viewer } from "../trpc/init.ts";
import { cancelJob } from "./cancel.ts";
import { getJob } from "./get.ts";
import { listJobItems } from "./items.ts";
import { listJobs } from "./list.ts";
import { retryJob } from "./retry.ts";
import {
  BulkAccepted,
  JobItemPage,
  JobPage,
  JobView,
  ListJobItems,
  ListJobs,
  OneJob,
} from "./schema.ts";
import { undoJob } from "./undo.ts";

const tags = ["jobs"];

export const jobsRouter = router({
  list: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/jobs",
        summary: "Lists jobs",
        description: "The bulk actions of the last 90 days, newest first.",
        tags,
      },
    })
    .input(ListJobs)
    .output(JobPage)
    .query(call(listJobs)),
  get: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/jobs/{id}",
        summary: "Shows a job",
        description: "A bulk action and how far it is.",
        tags,
      },
    })
    .input(OneJob)
    .output(JobView)
    .query(call(getJob)),
  items: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/jobs/{id}/items",
        summary: "Lists the sensors of a job",
        description: "What came of each, by name; `state=failed` for those that could not be done.",
        tags,
      },
    })
    .input(ListJobItems)
    .output(JobItemPage)
    .query(call(listJobItems)),
  cancel: operator
    .meta({
      openapi: {
        method: "POST",
        path: "/jobs/{id}/cancel",
        summary: "Cancels a job",
        description: "What is done stays done, the rest is left. Needs the role that may start it.",
        tags,
      },
      errors: ["JobState"],
    })
    .input(OneJob)
    .output(JobView)
    .mutation(call(cancelJob)),
  retry: operator
    .meta({
      openapi: {
        method: "POST",
        path: "/jobs/{id}/retry",
        summary: "Tries the failed sensors of a job again",
        description:
          "A new job for those that failed or were skipped. Needs the role that may start it.",
        tags,
      },
      errors: ["JobState"],
      cost: 10,
      successStatus: 202,
    })
    .input(OneJob)
    .output(BulkAccepted)
    .mutation(call(retryJob)),
  undo: admin
    .meta({
      openapi: {
        method: "POST",
        path: "/jobs/{id}/undo",
        summary: "Undoes a deletion",
        description:
          "A new job that restores what this one deleted; within five minutes of its end, once.",
        tags,
      },
      errors: ["JobState", "UndoExpired"],
      cost: 10,
      successStatus: 202,
    })
    .input(OneJob)
    .output(BulkAccepted)
    .mutation(call(undoJob)),
});
