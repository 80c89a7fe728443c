/** Why an item of a job was not done, and whether that is a failure or as it should be. */
export const reasons = {
  /** Heard again since the set was taken; what lives is not deleted for its silence. */
  ReportedBack: "skipped",
  /** Something else about it changed: the filter that chose it no longer does. */
  NoLongerMatches: "skipped",
  /** It left before its turn. */
  AlreadyDeparted: "skipped",
  /** Nothing was to be done. */
  Unchanged: "skipped",
  /** It is enrolled. */
  NotDeparted: "skipped",
  /** It left by itself, and comes back when its host connects; only a deletion is undone. */
  NotDeleted: "skipped",
  /** Its record is gone for good. */
  Purged: "skipped",
  /** It would have more tags than a sensor can hold. */
  TooManyTags: "failed",
  /** The license has no seat left. */
  NoSeat: "failed",
  /** Our mistake; the Console's log says more. */
  Internal: "failed",
} as const satisfies Record<string, "skipped" | "failed">;

export type Reason = keyof typeof reasons;
export const reasonCodes = Object.keys(reasons) as [Reason, ...Reason[]];
