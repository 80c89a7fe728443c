/** What one evaluation may take: loop steps, so that a slow machine judges as a fast one does … */
export const stepsMax = 10_000;
/** … and time, for what steps do not tell: a function over a text of a megabyte. */
export const evaluationMsMax = 500;

/** What is left of one evaluation. Evaluations are synchronous, so one budget serves them all in turn. */
export interface Budget {
  /** Begins a new evaluation, which may not outlast `deadlineMs` of the monotonic clock either. */
  begin(deadlineMs?: number): void;
  /** @throws {Error} once the evaluation has used up its steps or its time. */
  spend(steps: number): void;
}

export function makeBudget(monotonicMs: () => number): Budget {
  let steps = 0;
  let endMs = 0;
  return {
    begin(deadlineMs = Number.POSITIVE_INFINITY) {
      steps = 0;
      endMs = Math.min(monotonicMs() + evaluationMsMax, deadlineMs);
    },
    spend(more) {
      steps += more;
      if (steps > stepsMax) throw new Error(`It takes more than ${stepsMax} steps.`);
      if (monotonicMs() > endMs) throw new Error(`It takes longer than ${evaluationMsMax} ms.`);
    },
  };
}
