import type { Command } from "commander";
import { must, refusal } from "./api.ts";
import { confirm } from "./confirm.ts";
import { CliError, exitCodes, usage } from "./exit-codes.ts";
import { findSensors } from "./find-sensor.ts";
import { addFilterOptions, readFilter, type SensorFilter } from "./sensor-filter.ts";
import type { Session } from "./session.ts";
import { watchJob } from "./watch-job.ts";

export interface BulkOptions {
  readonly yes?: true;
  readonly wait?: boolean;
  readonly every?: true;
  readonly atMost?: string;
}

/** What a bulk action asks the Console to do to a set. */
export type BulkSet = { expectedCount?: number } & ({ filter: SensorFilter } | { ids: string[] });
type Accepted = { data?: { jobId: string; matched: number }; error?: unknown; response: Response };

const sampleSize = 5;
/** Sensors come and go: a set that changed while it was confirmed is counted again. */
const recountsMax = 3;

/** The options of every command that changes many sensors. */
export function addBulkOptions(command: Command): Command {
  return addFilterOptions(command)
    .option("--every", "every sensor there is, without any filter")
    .option("--at-most <n>", "do nothing when more sensors match than this")
    .option("--yes", "do not ask")
    .option("--no-wait", "do not wait for the job to end; print its id");
}

/** Previews, asks, starts the job, and follows it. */
export async function runBulk(
  session: Session,
  wanted: {
    names: string[];
    options: BulkOptions;
    /** “Delete”, for the question. */
    verb: string;
    send: (set: BulkSet) => Promise<Accepted>;
  },
): Promise<void> {
  const { names, options, verb, send } = wanted;
  for (let tries = 1; ; tries++) {
    const { set, matched, sample } = await preview(session, names, options);
    if (matched === 0) return session.note("No sensor matches; nothing to do.");
    keepsLimit(matched, options.atMost);
    const rest = matched > sample.length ? ", …" : "";
    const which = `${matched.toLocaleString("en")} ${matched === 1 ? "sensor" : "sensors"}`;
    await confirm(session.world, `${verb} ${which}: ${sample.join(", ")}${rest}`, options);
    const mustHold = !options.yes || options.atMost !== undefined;
    const { data, error, response } = await send({
      ...set,
      ...(mustHold ? { expectedCount: matched } : {}),
    });
    if (data) return follow(session, data.jobId, options);
    const refused = refusal(error, response.status);
    if (response.status !== 409 || !options.yes || tries === recountsMax) throw refused;
  }
}

async function preview(session: Session, names: string[], options: BulkOptions) {
  const filter = readFilter(options);
  const hasFilter = Object.keys(filter).length > 0;
  if (names.length > 0) {
    if (hasFilter || options.every) throw usage("Give either sensors or a filter, not both.");
    const sensors = await findSensors(session, names);
    const sample = sensors.slice(0, sampleSize).map(({ name }) => name);
    return { set: { ids: sensors.map(({ id }) => id) }, matched: sensors.length, sample };
  }
  if (hasFilter === (options.every === true))
    throw usage(
      "Which sensors?",
      "Name them, or give a filter such as --status stale, or --every.",
    );
  const query = { ...filter, limit: sampleSize };
  const { items, total } = await must(session.api.GET("/sensors", { params: { query } }));
  return { set: { filter }, matched: total, sample: items.map(({ name }) => name) };
}

function keepsLimit(matched: number, atMost: string | undefined): void {
  if (atMost === undefined) return;
  if (!/^\d{1,9}$/.test(atMost)) throw usage("--at-most is a whole number.");
  if (matched > Number(atMost))
    throw new CliError(exitCodes.failed, `${matched} sensors match, more than ${atMost}.`, {
      help: "Nothing was done. Look at them, then raise --at-most.",
    });
}

async function follow(session: Session, jobId: string, { wait }: BulkOptions): Promise<void> {
  if (wait !== false) return watchJob(session, jobId);
  if (session.json) session.value({ jobId });
  else session.line(jobId);
}
