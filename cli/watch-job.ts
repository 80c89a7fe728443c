import type { Job } from "./answers.ts";
import { must } from "./api.ts";
import { CliError, exitCodes } from "./exit-codes.ts";
import type { Session } from "./session.ts";

const firstDelayMs = 200;
const longestDelayMs = 2_000;

export const readJob = ({ api }: Session, id: string) =>
  must(api.GET("/jobs/{id}", { params: { path: { id } } }));

/** Follows a job to its end, with its progress on stderr. @throws {CliError} unless it succeeded */
export async function watchJob(session: Session, id: string): Promise<void> {
  const { world } = session;
  const isLive = world.stderr.isTTY === true;
  for (let delayMs = firstDelayMs; ; delayMs = Math.min(longestDelayMs, delayMs * 1.5)) {
    const job = await readJob(session, id);
    const isOver = job.state !== "queued" && job.state !== "running";
    if (isLive) world.stderr.write(`\r\x1b[K${isOver ? "" : progress(job)}`);
    if (isOver) return finish(session, job);
    await world.sleep(delayMs);
  }
}

function progress({ state, done, failed, skipped, total }: Job): string {
  if (state === "queued") return "Waiting for its turn …";
  const looked = done + failed + skipped;
  const share = total === 0 ? 100 : Math.floor((looked / total) * 100);
  return `${many(looked)} of ${many(total)} (${share}%)`;
}

function finish(session: Session, job: Job): void {
  if (session.json) session.value(job);
  const { id, state, total, done, failed, skipped, undoableUntil } = job;
  const rest = [
    ...(skipped > 0 ? [`${many(skipped)} left as they were`] : []),
    ...(failed > 0 ? [`${many(failed)} failed`] : []),
  ];
  const told = [`${many(done)} of ${many(total)} done`, ...rest].join(", ");
  const items = `telovix jobs get ${id} --items`;
  if (state === "succeeded") {
    session.note(`${told}.${skipped > 0 ? ` Which and why: ${items}` : ""}`);
    if (undoableUntil) session.note(`Undo it within five minutes: telovix jobs undo ${id}`);
    return;
  }
  const exitCode = done > 0 ? exitCodes.partly : exitCodes.failed;
  throw new CliError(exitCode, `${told}; the job ${state === "failed" ? state : `was ${state}`}.`, {
    help: `Which and why: ${items}`,
  });
}

const many = (value: number) => value.toLocaleString("en");
