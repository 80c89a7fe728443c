import { type Command, Option } from "commander";
import type { Departed, Pool } from "../answers.ts";
import { must } from "../api.ts";
import { follow } from "../bulk.ts";
import { relativeTime, shortDuration } from "../duration.ts";
import { given } from "../given.ts";
import { addListOptions, type ListOptions, printList } from "../list.ts";
import type { Column } from "../output/table.ts";
import type { Run, Session } from "../session.ts";

const reasons = [
  ...(["clean_exit", "auto_removed", "deleted", "decommissioned", "uninstalled"] as const),
  ...(["terminated", "replaced", "node_deleted"] as const),
];
type Reason = (typeof reasons)[number];

/** `telovix departed …` and `telovix pools …` */
export function addFleetLists(program: Command, run: Run): void {
  const departed = program.command("departed").description("sensors that left");
  addListOptions(departed.command("list").alias("ls"))
    .description("lists departed sensors, newest first")
    .option("--q <text>", "part of the name, hostname, instance id or token prefix")
    .addOption(new Option("--reason <reason>", "why it left").choices(reasons))
    .option("--held", "only those that are kept for good")
    .action((options, command) => run(command, (session) => listDeparted(session, options)));
  departed
    .command("restore <ids...>")
    .description("brings deleted records back; their sensors go on when they report")
    .option("--no-wait", "do not wait for the job to end; print its id")
    .action((ids, options, command) =>
      run(command, async (session) => {
        const { api } = session;
        const { jobId } = await must(api.POST("/sensors/departed/bulk-restore", { body: { ids } }));
        await follow(session, jobId, options);
      }),
    );
  const pools = program.command("pools").alias("pool").description("what shares a token or a tag");
  addListOptions(pools.command("list").alias("ls"))
    .description("lists pools")
    .option("--q <text>", "part of the label or the token's description")
    .option("--missing", "only those with fewer sensors than expected")
    .action((options, command) => run(command, (session) => listPools(session, options)));
}

function listDeparted(
  session: Session,
  options: ListOptions & { q?: string; reason?: Reason; held?: true },
): Promise<void> {
  const filter = {
    ...given("q", options.q),
    ...given("reason", options.reason ? [options.reason] : undefined),
    ...given("held", options.held),
  };
  const nowMs = session.world.now();
  const columns: Column<Departed>[] = [
    { title: "NAME", value: ({ name }) => name },
    { title: "LEFT", value: ({ departed }) => relativeTime(departed.at, nowMs) },
    { title: "REASON", value: ({ departed }) => departed.reason },
    { title: "BY", value: ({ departed }) => departed.by },
    { title: "LIVED", value: ({ lifeSpanSeconds }) => shortDuration(lifeSpanSeconds) },
    { title: "POOL", value: ({ pool }) => pool.label },
    { title: "ID", value: ({ id }) => id },
  ];
  return printList(session, {
    options,
    fetch: (page) =>
      must(session.api.GET("/sensors/departed", { params: { query: { ...filter, ...page } } })),
    columns,
  });
}

function listPools(
  session: Session,
  options: ListOptions & { q?: string; missing?: true },
): Promise<void> {
  const filter = { ...given("q", options.q), ...given("missing", options.missing) };
  const count = (title: string, of: (pool: Pool) => number | null): Column<Pool> => ({
    title,
    value: (pool) => String(of(pool) ?? "-"),
    right: true,
  });
  return printList(session, {
    options,
    fetch: (page) => must(session.api.GET("/pools", { params: { query: { ...filter, ...page } } })),
    columns: [
      { title: "POOL", value: ({ label }) => label },
      count("ENROLLED", ({ enrolled }) => enrolled),
      count("EXPECTED", ({ expectedSize }) => expectedSize),
      count("STALE", ({ stale }) => stale),
      count("OFFLINE", ({ offline }) => offline),
      count("JOINED 24 H", ({ joined }) => joined),
      count("LEFT 24 H", ({ departed }) => departed),
      { title: "KEY", value: ({ key }) => key },
    ],
  });
}
