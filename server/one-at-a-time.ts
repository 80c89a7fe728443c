/** Runs a task when it is its turn; null: too many wait already, and it is not run. */
export type InTurn = <Result>(task: () => Promise<Result>) => Promise<Result | null>;

/**
 * Runs tasks one after another, so that however many come they take one database connection; at
 * most `waitingMax` wait.
 */
export function oneAtATime(waitingMax: number): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  return async <Result>(task: () => Promise<Result>): Promise<Result | null> => {
    if (waiting >= waitingMax) return null;
    waiting += 1;
    const result = last.then(task, task).finally(() => {
      waiting -= 1;
    });
    last = result;
    return result;
  };
}
