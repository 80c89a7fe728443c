import { type Command, Option } from "commander";
import type { Sensor } from "../answers.ts";
import { must } from "../api.ts";
import { relativeTime } from "../duration.ts";
import { findSensors } from "../find-sensor.ts";
import { addListOptions, type ListOptions, printList } from "../list.ts";
import { statusColor } from "../output/paint.ts";
import { type Column, facts } from "../output/table.ts";
import { addFilterOptions, readFilter } from "../sensor-filter.ts";
import type { Run, Session } from "../session.ts";
import { addSensorChanges } from "./sensor-changes.ts";

const sortKeys = [
  ...(["name", "hostname", "status", "lastHeartbeatAt", "enrolledAt", "cluster", "role"] as const),
  ...(["flavor", "version", "kernel", "os", "arch", "ephemeral", "pool", "token"] as const),
  "certificate" as const,
];

/** `telovix sensors …` */
export function addSensorCommands(program: Command, run: Run): void {
  const sensors = program.command("sensors").alias("sensor").description("the fleet");
  addListOptions(addFilterOptions(sensors.command("list").alias("ls")))
    .description("lists sensors")
    .option("--departed", "those that left instead")
    .addOption(new Option("--sort <column>", "order by").choices(sortKeys))
    .option("--desc", "last first")
    .action((options, command) => run(command, (session) => list(session, options)));
  sensors
    .command("get <sensor>")
    .description("shows one sensor, by id or name")
    .action((name, _options, command) => run(command, (session) => show(session, name)));
  addFilterOptions(sensors.command("counts"))
    .description("counts sensors by status")
    .action((options, command) => run(command, (session) => counts(session, options)));
  addSensorChanges(sensors, run);
}

interface SortOptions {
  sort?: (typeof sortKeys)[number];
  desc?: true;
}

function list(session: Session, options: ListOptions & SortOptions): Promise<void> {
  const { sort, desc } = options;
  const order = {
    ...(sort ? { sort } : {}),
    ...(desc ? { order: "desc" as const } : {}),
  };
  const filter = readFilter(options);
  return printList(session, {
    options,
    fetch: (page) =>
      must(session.api.GET("/sensors", { params: { query: { ...filter, ...order, ...page } } })),
    columns: columns(session),
  });
}

function columns({ world }: Session): Column<Sensor>[] {
  const nowMs = world.now();
  return [
    { title: "NAME", value: ({ name }) => name },
    {
      title: "STATUS",
      value: ({ status }) => status,
      color: ({ status }) => statusColor(status),
    },
    {
      title: "LAST HEARTBEAT",
      value: ({ lastHeartbeatAt }) => relativeTime(lastHeartbeatAt, nowMs),
    },
    { title: "CLUSTER", value: ({ clusterName }) => clusterName ?? "-" },
    { title: "ROLE", value: ({ role }) => role },
    { title: "VERSION", value: ({ version }) => version },
    { title: "EPHEMERAL", value: ({ ephemeral }) => (ephemeral ? "yes" : "no") },
    { title: "TAGS", value: ({ tags }) => tags.join(",") || "-" },
    { title: "ID", value: ({ id }) => id },
  ];
}

async function show(session: Session, name: string): Promise<void> {
  const [found] = await findSensors(session, [name]);
  const id = found?.id ?? name;
  const sensor = await must(session.api.GET("/sensors/{id}", { params: { path: { id } } }));
  if (session.json) return session.value(sensor);
  const when = (at: string | null) =>
    at === null ? "never" : `${at} (${relativeTime(at, session.world.now())})`;
  const pairs: [string, string][] = [
    ["Name", sensor.name],
    ["Id", sensor.id],
    ["Status", sensor.status],
    ["Last heartbeat", when(sensor.lastHeartbeatAt)],
    ["Enrolled", `${when(sensor.enrolledAt)} with ${sensor.token.prefix}…`],
    ["Hostname", sensor.hostname],
    ["Cluster", sensor.clusterName ?? "-"],
    ["Role, flavor", `${sensor.role}, ${sensor.flavor}`],
    ["Pool", sensor.pool],
    ["Tags", sensor.tags.join(",") || "-"],
    ["Ephemeral", sensor.ephemeral ? `yes, removed ${when(sensor.removalDueAt)}` : "no"],
    ["System", `${sensor.os}, ${sensor.kernel}, ${sensor.arch}`],
    ["Version", sensor.version],
    ["Certificate", `${sensor.certificate.serial}, ends ${when(sensor.certificate.notAfter)}`],
  ];
  if (sensor.departed)
    pairs.push(["Departed", `${when(sensor.departed.at)}, ${sensor.departed.reason}`]);
  facts(pairs).forEach(session.line);
}

async function counts(session: Session, options: object): Promise<void> {
  const query = readFilter(options);
  const counted = await must(session.api.GET("/sensors/counts", { params: { query } }));
  if (session.json) return session.value(counted);
  const { healthy, degraded, stale, offline, departed, total } = counted;
  const pairs = Object.entries({ healthy, degraded, stale, offline, total, departed });
  facts(pairs.map(([name, count]) => [name, count.toLocaleString("en")])).forEach(session.line);
}
