/**
 * Runs tasks one after another, so that however many come they take one database connection.
 * @returns what the task returns, or null when `waitingMax` tasks wait already and it is not run.
 */
export function oneAtATime(waitingMax: number) {
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
