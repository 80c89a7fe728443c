import type { Job } from "../db/generated/client.ts";
import { JobRequest } from "./schema.ts";

/**
 * What a job was asked to do; null: another release kept it, or kept nothing of it. To run such a
 * job is an error, to show it is none.
 */
export const keptRequest = (job: Job): JobRequest | null =>
  JobRequest.safeParse(job.request).data ?? null;

/** What is shown of one whose request says nothing: its kind, and nothing that it chose. */
export function bareRequest({ kind }: Job): JobRequest {
  switch (kind) {
    case "delete":
    case "restore":
      return { action: { kind } };
    case "ephemeral":
      return { action: { kind, removeAfterSeconds: null } };
    default:
      return { action: { kind: "tags", add: [], remove: [] } };
  }
}
