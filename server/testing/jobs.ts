import type { Clock } from "../clock.ts";
import type { Db } from "../context.ts";
import { runBatch } from "../jobs/run-batch.ts";

/** Works off every job that there is; what fails is thrown. */
export async function finishJobs(deps: { db: Db; clock: Clock }): Promise<void> {
  const { db, clock } = deps;
  const onFailure = (error: unknown) => {
    throw error;
  };
  while ((await runBatch({ db, clock, onFailure })) === "worked");
}
