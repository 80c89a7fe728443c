import type { Command } from "commander";
import type { Cluster } from "../answers.ts";
import { must } from "../api.ts";
import { relativeTime } from "../duration.ts";
import { given } from "../given.ts";
import { addListOptions, type ListOptions, printList } from "../list.ts";
import { plainText } from "../output/plain-text.ts";
import type { Column } from "../output/table.ts";
import type { Run, Session } from "../session.ts";

/** `telovix clusters list` and `telovix clusters missing` */
export function addClusterCommands(program: Command, run: Run): void {
  const clusters = program.command("clusters").alias("cluster").description("Kubernetes clusters");
  addListOptions(clusters.command("list").alias("ls"))
    .description("lists clusters with the nodes that have no sensor")
    .option("--q <text>", "part of the name, or how the UID begins")
    .option("--missing", "only those with nodes that have no sensor")
    .action((options, command) => run(command, (session) => listClusters(session, options)));
  clusters
    .command("missing <name>")
    .description("prints the names of a cluster's nodes that have no sensor, one a line")
    .option("--uid <uid>", "which one, where several have the name")
    .action((name: string, options: { uid?: string }, command) =>
      run(command, (session) => printMissing(session, name, options)),
    );
}

function listClusters(
  session: Session,
  options: ListOptions & { q?: string; missing?: true },
): Promise<void> {
  const filter = { ...given("q", options.q), ...given("missing", options.missing) };
  const nowMs = session.world.now();
  const count = (title: string, of: (cluster: Cluster) => number | null): Column<Cluster> => ({
    title,
    value: (cluster) => String(of(cluster) ?? "-"),
    right: true,
  });
  const when = (at: string | null) => (at === null ? "-" : relativeTime(at, nowMs));
  return printList(session, {
    options,
    fetch: (page) =>
      must(session.api.GET("/clusters", { params: { query: { ...filter, ...page } } })),
    columns: [
      { title: "CLUSTER", value: ({ name }) => name },
      count("NODES", ({ nodes }) => nodes),
      count("PROTECTED", (cluster) => cluster.protected),
      {
        ...count("MISSING", ({ missing }) => missing),
        color: ({ missing }) => (missing > 0 ? "yellow" : "dim"),
      },
      count("SENSORS", ({ sensors }) => sensors),
      { title: "VERSIONS", value: versionsOf },
      { title: "TOKEN ENDS", value: ({ tokenExpiresAt }) => when(tokenExpiresAt) },
      { title: "REPORTED", value: ({ reportedAt }) => when(reportedAt) },
      { title: "UID", value: ({ uid }) => uid ?? "-" },
    ],
  });
}

/** The version that most sensors run, and how many others there are. */
function versionsOf({ versions: [first, ...others] }: Cluster): string {
  if (!first) return "-";
  return others.length === 0 ? first.version : `${first.version} +${others.length}`;
}

async function printMissing(
  session: Session,
  name: string,
  { uid }: { uid?: string },
): Promise<void> {
  const params = { path: { name }, query: given("uid", uid) };
  const cluster = await must(session.api.GET("/clusters/{name}", { params }));
  if (session.json) return session.value(cluster);
  for (const line of missingLines(cluster)) session.line(line);
}

/** Sensors tell the names, so they are shown as every text of a stranger. */
export const missingLines = ({ missingNodes }: { missingNodes: readonly string[] }): string[] =>
  missingNodes.map(plainText);
