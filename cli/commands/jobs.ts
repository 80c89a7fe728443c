import type { Command } from "commander";
import { facts } from "../output/table.ts";
import type { Run } from "../session.ts";
import { readJob, watchJob } from "../watch-job.ts";

/** `telovix jobs …` */
export function addJobCommands(program: Command, run: Run): void {
  const jobs = program.command("jobs").alias("job").description("bulk actions");
  jobs
    .command("get <id>")
    .description("shows how far a job is")
    .option("--wait", "follow it to its end")
    .action((id, { wait }: { wait?: true }, command) =>
      run(command, async (session) => {
        if (wait) return watchJob(session, id);
        const job = await readJob(session, id);
        if (session.json) return session.value(job);
        const { kind, state, total, done, failed } = job;
        const pairs = Object.entries({ id, kind, state, total, done, failed });
        facts(pairs.map(([name, value]) => [name, String(value)])).forEach(session.line);
      }),
    );
}
