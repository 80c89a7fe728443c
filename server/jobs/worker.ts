import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Db } from "../context.ts";
import type { Listener } from "../db/listen.ts";
import type { Notice } from "../db/notify.ts";
import { runBatch, type Turn } from "./run-batch.ts";

/** How soon to look again. A new job is heard of at once; what another console works on may be left by it. */
const pauseMs: Record<Turn | "away", number> = {
  worked: 0,
  // Whatever it is, it may pass; and what never does must not keep the database busy.
  failed: 250,
  elsewhere: 500,
  idle: 5_000,
  away: 1_000,
};

/** Works off jobs, batch by batch. Every console does; each at another job. */
export function makeJobWorker(deps: { db: Db; clock: Clock; listener: Listener; log: Logger }) {
  const { clock, db, listener, log } = deps;
  const stopping = new AbortController();
  let nap = new AbortController();
  let working: Promise<void> = Promise.resolve();
  const onFailure = (error: unknown, job: string) =>
    log.error({ err: error, job }, "A batch of a job failed; it goes on with fewer sensors");

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      // Before the look: what is heard of during it is not slept through.
      nap = new AbortController();
      const turn = await runBatch({ db, clock, onFailure }).catch((error) => {
        log.warn({ err: error }, "Jobs wait for the database");
        return "away" as const;
      });
      const pause = pauseMs[turn];
      if (pause > 0) await clock.sleep(pause, AbortSignal.any([stopping.signal, nap.signal]));
    }
  }

  const hear = (notice: Notice) => {
    if (notice.topic === "jobs") nap.abort();
  };
  return {
    async start() {
      listener.on("notice", hear);
      working = work();
    },
    /** After the batch that is under way. */
    async stop() {
      listener.off("notice", hear);
      stopping.abort();
      await working;
    },
  };
}
