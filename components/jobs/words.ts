import { spanOfTime } from "../../server/duration.ts";
import type { Reason } from "../../server/jobs/reason.ts";
import type { JobAction, JobKind, JobView } from "../../server/jobs/schema.ts";

/** "Deleting 4 sensors", "Deleted 4 sensors". */
export const jobVerbs: Record<JobKind, { doing: string; done: string }> = {
  delete: { doing: "Deleting", done: "Deleted" },
  tags: { doing: "Tagging", done: "Tagged" },
  ephemeral: { doing: "Changing", done: "Changed" },
  restore: { doing: "Restoring", done: "Restored" },
};

export const jobKindNames: Record<JobKind, string> = {
  delete: "Delete",
  tags: "Edit tags",
  ephemeral: "Ephemeral or permanent",
  restore: "Restore",
};

export const number = (value: number): string => value.toLocaleString("en-US");

/** "1 sensor", "1,204 sensors". */
export const sensorCount = (count: number): string =>
  count === 1 ? "1 sensor" : `${number(count)} sensors`;

/** What a job does, as a heading: "Delete 1,204 sensors". */
export function jobTitle({ action, total, undoes }: JobView): string {
  const sensors = sensorCount(total);
  if (undoes) return `Undo: restore ${sensors}`;
  return `${actionTitle(action)} ${sensors}`;
}

function actionTitle(action: JobAction): string {
  switch (action.kind) {
    case "delete":
      return "Delete";
    case "tags":
      return "Edit tags of";
    case "restore":
      return "Restore";
    case "ephemeral":
      return action.removeAfterSeconds === null ? "Make permanent:" : "Make ephemeral:";
  }
}

/** What exactly is changed, where the title does not say it; null: it does. */
export function actionDetail(action: JobAction): string | null {
  if (action.kind === "tags") {
    const signed = (sign: string, tags: string[]) => tags.map((tag) => `${sign}${tag}`);
    return [...signed("+", action.add), ...signed("−", action.remove)].join(" ");
  }
  if (action.kind !== "ephemeral" || action.removeAfterSeconds === null) return null;
  return `removed after ${spanOfTime(action.removeAfterSeconds)} of silence`;
}

export const isOpen = ({ state }: Pick<JobView, "state">): boolean =>
  state === "queued" || state === "running";

/** Items that a job has dealt with, whatever came of them. */
export const worked = ({ done, failed, skipped }: JobView): number => done + failed + skipped;

/** "Deleted 998 sensors"; while it runs "Deleting 500 of 1,000 sensors". */
export function progressText(job: JobView): string {
  const { doing, done } = jobVerbs[job.kind];
  if (isOpen(job)) return `${doing} ${number(worked(job))} of ${sensorCount(job.total)}`;
  return `${done} ${sensorCount(job.done)}`;
}

/** What did not go as asked: "2 failed, 3 skipped, 40 left"; null: nothing. */
export function restText(job: JobView): string | null {
  const left = isOpen(job) ? 0 : job.total - worked(job);
  const parts = [
    job.failed > 0 && `${number(job.failed)} failed`,
    job.skipped > 0 && `${number(job.skipped)} skipped`,
    left > 0 && `${number(left)} left as they were`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? parts.join(", ") : null;
}

/** Why sensors would be left as they are, after a colon. */
export const obstacleWords: Record<Reason, string> = {
  ReportedBack: "heard again",
  NoLongerMatches: "outside the filter",
  AlreadyDeparted: "departed already",
  Unchanged: "nothing would change",
  NotDeparted: "still enrolled",
  NotDeleted: "left by themselves, and come back when their host connects",
  Purged: "purged",
  TooManyTags: "more than 32 tags",
  NoSeat: "no seat of the license left",
  Internal: "an error",
};

/** Why a sensor was left as it is. */
export const reasonWords: Record<Reason, string> = {
  ReportedBack: "It reported back before its turn",
  NoLongerMatches: "It no longer matched the filter",
  AlreadyDeparted: "It had left already",
  Unchanged: "Nothing was to change",
  NotDeparted: "It is enrolled",
  NotDeleted: "It left by itself, and comes back when its host connects",
  Purged: "Its record was purged",
  TooManyTags: "It would have more than 32 tags",
  NoSeat: "The license has no seat left",
  Internal: "Something went wrong; the Console's log says more",
};
