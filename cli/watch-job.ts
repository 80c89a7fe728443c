import { must } from "./api.ts";
import { CliError, exitCodes } from "./exit-codes.ts";
import type { Session } from "./session.ts";

type Job = Awaited<ReturnType<typeof readJob>>;

const firstDelayMs = 200;
const longestDelayMs = 2_000;

export const readJob = ({ api }: Session, id: string) =>
  must(api.GET("/jobs/{id}", { params: { path: { id } } }));

/** Follows a job to its end, with its progress on stderr. @throws {CliError} unless all was done */
export async function watchJob(session: Session, id: string): Promise<void> {
  const { world } = session;
  const isLive = world.stderr.isTTY === true;
  for (let delayMs = firstDelayMs; ; delayMs = Math.min(longestDelayMs, delayMs * 1.5)) {
    const job = await readJob(session, id);
    const isOver = job.state !== "queued" && job.state !== "running";
    if (isLive) world.stderr.write(`\r\x1b[K${progress(job)}`);
    if (isOver) {
      if (isLive) world.stderr.write("\r\x1b[K");
      return finish(session, job);
    }
    await world.sleep(delayMs);
  }
}

function progress({ state, done, failed, total }: Job): string {
  if (state === "queued") return "Waiting for its turn …";
  const share = total === 0 ? 100 : Math.floor(((done + failed) / total) * 100);
  return `${count(done + failed)} of ${count(total)} (${share}%)`;
}

function finish(session: Session, job: Job): void {
  if (session.json) session.value(job);
  const told = `${count(job.done)} of ${count(job.total)} done`;
  if (job.state === "succeeded" && job.failed === 0) return void session.note(`${told}.`);
  const rest = job.failed > 0 ? `, ${count(job.failed)} failed` : "";
  const exitCode = job.done > 0 ? exitCodes.partly : exitCodes.failed;
  throw new CliError(exitCode, `${told}${rest}; the job ${job.state}.`, {
    help: `Look at it with: telovix jobs get ${job.id}`,
  });
}

const count = (value: number) => value.toLocaleString("en");
