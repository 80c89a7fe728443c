import type { Command } from "commander";
import type { BulkPreview, PreviewRequest } from "./answers.ts";
import { codeOf, must, refusal } from "./api.ts";
import { confirm } from "./confirm.ts";
import { CliError, exitCodes, usage } from "./exit-codes.ts";
import { findSensors } from "./find-sensor.ts";
import { addFilterOptions, readFilter, type SensorFilter } from "./sensor-filter.ts";
import type { Session } from "./session.ts";
import { watchJob } from "./watch-job.ts";

export interface WaitOptions {
  readonly wait?: boolean;
}
export interface BulkOptions extends WaitOptions {
  readonly yes?: true;
  readonly every?: true;
  readonly atMost?: string;
}

type Which = { filter: SensorFilter } | { ids: string[] };
/** What a bulk action asks the Console to do to a set; with `expectedSet`, to exactly that one. */
export type BulkSet = Which & { expectedSet?: string };
/** What the Console is asked to look at before. */
export type BulkAction = Omit<PreviewRequest, "filter" | "ids">;
type Accepted = { data?: { jobId: string; matched: number }; error?: unknown; response: Response };

const sampleSize = 5;
/** Sensors come and go: a set that changed while it was looked at is looked at again. */
const looksMax = 3;

/** The options of every command that changes many sensors. */
export function addBulkOptions(command: Command): Command {
  return addWaitOption(
    addFilterOptions(command)
      .option("--every", "every sensor there is, without any filter")
      .option("--at-most <n>", "do nothing when more sensors match than this")
      .option("--yes", "do not ask"),
  );
}

export const addWaitOption = (command: Command) =>
  command.option("--no-wait", "do not wait for the job to end; print its id");

/** Previews, asks, starts the job, and follows it. */
export async function runBulk(
  session: Session,
  wanted: {
    names: string[];
    options: BulkOptions;
    /** “Delete”, for the question. */
    verb: string;
    action: BulkAction;
    send: (set: BulkSet) => Promise<Accepted>;
  },
): Promise<void> {
  const { names, options, verb, action, send } = wanted;
  const which = await chosen(session, names, options);
  for (let looks = 1; ; looks++) {
    const body = { ...action, ...which };
    const preview = await must(session.api.POST("/sensors/preview", { body }));
    if (preview.possible === 0) return session.note(`Nothing to do: ${counted(preview)}.`);
    keepsLimit(preview.count, options.atMost);
    await confirm(session.world, `${verb} ${counted(preview)}: ${sampleOf(preview)}`, options);
    // Who was asked, or gave a limit, meant this set and no other.
    const mustHold = !options.yes || options.atMost !== undefined;
    const { data, error, response } = await send({
      ...which,
      ...(mustHold ? { expectedSet: preview.set } : {}),
    });
    if (data) return follow(session, data.jobId, options);
    const mayLookAgain = options.yes && looks < looksMax;
    if (codeOf(error) !== "CountChanged" || !mayLookAgain) throw refusal(error, response.status);
  }
}

async function chosen(session: Session, names: string[], options: BulkOptions): Promise<Which> {
  const filter = readFilter(options);
  const hasFilter = Object.keys(filter).length > 0;
  if (names.length > 0) {
    if (hasFilter || options.every) throw usage("Give either sensors or a filter, not both.");
    return { ids: (await findSensors(session, names)).map(({ id }) => id) };
  }
  if (hasFilter === (options.every === true))
    throw usage(
      "Which sensors?",
      "Name them, or give a filter such as --status stale, or --every.",
    );
  return { filter };
}

function counted({ count, obstacles, unknown }: BulkPreview): string {
  const sensors = `${count.toLocaleString("en")} ${count === 1 ? "sensor" : "sensors"}`;
  const stays = obstacles.map(({ reason, count: many }) => `${many} of them ${reason}`);
  return [sensors, ...stays, ...(unknown > 0 ? [`${unknown} unknown`] : [])].join(", ");
}

function sampleOf({ sample, possible }: BulkPreview): string {
  const names = sample.slice(0, sampleSize).map(({ name }) => name);
  return [...names, ...(possible > names.length ? ["…"] : [])].join(", ");
}

function keepsLimit(count: number, atMost: string | undefined): void {
  if (atMost === undefined) return;
  if (!/^\d{1,9}$/.test(atMost)) throw usage("--at-most is a whole number.");
  if (count > Number(atMost))
    throw new CliError(exitCodes.failed, `${count} sensors match, more than ${atMost}.`, {
      help: "Nothing was done. Look at them, then raise --at-most.",
    });
}

/** Follows a job that was accepted, or with `--no-wait` only tells its id. */
export async function follow(
  session: Session,
  jobId: string,
  { wait }: WaitOptions,
): Promise<void> {
  if (wait !== false) return watchJob(session, jobId);
  if (session.json) session.value({ jobId });
  else session.line(jobId);
}
