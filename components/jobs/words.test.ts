import { expect, it } from "vitest";
import type { JobView } from "../../server/jobs/schema.ts";
import { actionDetail, jobTitle, progressText, restText } from "./words.ts";

const aJob = (changes: Partial<JobView>): JobView => ({
  ...{ id: "j", kind: "delete", state: "running", total: 1204, done: 0, failed: 0, skipped: 0 },
  ...{ action: { kind: "delete" }, filter: null, createdAt: "2026-06-01T12:00:00.000Z" },
  ...{ createdBy: "admin", finishedAt: null, cancelledBy: null, undoableUntil: null },
  ...{ undoes: null, retries: null },
  ...changes,
});

it("says what a job does, how far it is, and what it left", () => {
  expect(jobTitle(aJob({}))).toBe("Delete 1,204 sensors");
  expect(progressText(aJob({ done: 500, skipped: 2 }))).toBe("Deleting 502 of 1,204 sensors");
  const ended = aJob({ state: "cancelled", done: 1, failed: 1, skipped: 2 });
  expect(progressText(ended)).toBe("Deleted 1 sensor");
  expect(restText(ended)).toBe("1 failed, 2 skipped, 1,200 left as they were");
  expect(restText(aJob({ state: "succeeded", done: 1204 }))).toBeNull();
});

it("says what exactly is changed", () => {
  expect(actionDetail({ kind: "tags", add: ["a:1"], remove: ["b:2"] })).toBe("+a:1 −b:2");
  expect(actionDetail({ kind: "ephemeral", removeAfterSeconds: 600 })).toMatch(/after 10 min/);
  expect(actionDetail({ kind: "ephemeral", removeAfterSeconds: null })).toBeNull();
});
