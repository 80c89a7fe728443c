/** How a job goes on after a batch that worked, or failed as a whole. */
export interface Pace {
  readonly batchSize: number;
  /** Failures in a row. */
  readonly failures: number;
}

const largest = 1_000;
/** So often a single item is tried before it is given up. */
const triesMax = 3;

/** Twice as many the next time, up to the whole batch. */
export function afterSuccess({ batchSize }: Pace): Pace {
  return { batchSize: Math.min(largest, batchSize * 2), failures: 0 };
}

/** An eighth as many: a few steps find the one item that fails the others. */
export function afterFailure({ batchSize, failures }: Pace): Pace {
  const smaller = Math.max(1, Math.floor(batchSize / 8));
  return { batchSize: smaller, failures: batchSize === 1 ? failures + 1 : 0 };
}

/** Whether the next item has failed so often, all by itself, that the job goes on without it. */
export function isHopeless({ failures }: Pace): boolean {
  return failures >= triesMax;
}
