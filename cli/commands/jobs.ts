import type { Command } from "commander";
import type { Job, JobItem } from "../answers.ts";
import { must } from "../api.ts";
import { addWaitOption, follow } from "../bulk.ts";
import { relativeTime } from "../duration.ts";
import { usage } from "../exit-codes.ts";
import { addListOptions, type ListOptions, printList } from "../list.ts";
import { type Column, facts } from "../output/table.ts";
import type { Run, Session } from "../session.ts";
import { readJob, watchJob } from "../watch-job.ts";

const states = ["queued", "running", "succeeded", "failed", "cancelled"] as const;
const kinds = ["delete", "tags", "ephemeral", "restore"] as const;

/** `telovix jobs …` */
export function addJobCommands(program: Command, run: Run): void {
  const jobs = program.command("jobs").alias("job").description("bulk actions");
  addListOptions(jobs.command("list").alias("ls"))
    .description("lists jobs, newest first")
    .option("--state <state>", `${states.join(", ")}; several with commas`)
    .option("--kind <kind>", `${kinds.join(", ")}; several with commas`)
    .action((options, command) => run(command, (session) => list(session, options)));
  addListOptions(jobs.command("get <id>"))
    .description("shows how far a job is")
    .option("--wait", "follow it to its end")
    .option("--items", "what became of each sensor")
    .action((id, options, command) => run(command, (session) => show(session, id, options)));
  jobs
    .command("cancel <id>")
    .description("stops a job; what is done stays done")
    .action((id, _options, command) =>
      run(command, async (session) => {
        const path = { params: { path: { id } } };
        print(session, await must(session.api.POST("/jobs/{id}/cancel", path)));
      }),
    );
  addWaitOption(jobs.command("retry <id>"))
    .description("tries again what a job could not do")
    .action((id, options, command) =>
      run(command, async (session) => {
        const path = { params: { path: { id } } };
        const { jobId } = await must(session.api.POST("/jobs/{id}/retry", path));
        await follow(session, jobId, options);
      }),
    );
  addWaitOption(jobs.command("undo <id>"))
    .description("brings back what a job deleted, within five minutes")
    .action((id, options, command) =>
      run(command, async (session) => {
        const path = { params: { path: { id } } };
        const { jobId } = await must(session.api.POST("/jobs/{id}/undo", path));
        await follow(session, jobId, options);
      }),
    );
}

function list(session: Session, options: ListOptions & { state?: string; kind?: string }) {
  const query = {
    ...(options.state ? { state: oneOf("state", states, options.state) } : {}),
    ...(options.kind ? { kind: oneOf("kind", kinds, options.kind) } : {}),
  };
  const nowMs = session.world.now();
  const columns: Column<Job>[] = [
    { title: "KIND", value: ({ kind }) => kind },
    { title: "STATE", value: ({ state }) => state },
    { title: "DONE", value: ({ done, total }) => `${done}/${total}`, right: true },
    { title: "FAILED", value: ({ failed }) => String(failed), right: true },
    { title: "SKIPPED", value: ({ skipped }) => String(skipped), right: true },
    { title: "STARTED", value: ({ createdAt }) => relativeTime(createdAt, nowMs) },
    { title: "BY", value: ({ createdBy }) => createdBy },
    { title: "ID", value: ({ id }) => id },
  ];
  return printList(session, {
    ...{ options, columns },
    fetch: (page) => must(session.api.GET("/jobs", { params: { query: { ...query, ...page } } })),
  });
}

function oneOf<Value extends string>(name: string, known: readonly Value[], text: string): Value[] {
  const given = text.split(",");
  const wrong = given.find((each) => !known.some((value) => value === each));
  if (wrong !== undefined)
    throw usage(`“${wrong}” is no ${name}.`, `There are ${known.join(", ")}.`);
  return known.filter((value) => given.includes(value));
}

async function show(
  session: Session,
  id: string,
  options: ListOptions & { wait?: true; items?: true },
): Promise<void> {
  if (options.wait) return watchJob(session, id);
  if (!options.items) return print(session, await readJob(session, id));
  const columns: Column<JobItem>[] = [
    { title: "SENSOR", value: ({ name }) => name },
    { title: "STATE", value: ({ state }) => state },
    { title: "REASON", value: ({ reason }) => reason ?? "-" },
    { title: "ID", value: ({ sensorId }) => sensorId },
  ];
  const path = { id };
  return printList(session, {
    ...{ options, columns },
    fetch: (query) => must(session.api.GET("/jobs/{id}/items", { params: { path, query } })),
  });
}

function print(session: Session, job: Job): void {
  if (session.json) return void session.value(job);
  const { id, kind, state, total, done, failed, skipped, createdAt, createdBy } = job;
  const pairs = Object.entries({ id, kind, state, total, done, failed, skipped });
  facts([
    ...pairs.map(([name, value]): [string, string] => [name, String(value)]),
    ["started", `${relativeTime(createdAt, session.world.now())} by ${createdBy}`],
  ]).forEach(session.line);
}
