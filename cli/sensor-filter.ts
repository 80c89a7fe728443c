import { type Command, Option } from "commander";
import type { operations } from "./api-types.ts";
import { parseDuration } from "./duration.ts";
import { usage } from "./exit-codes.ts";
import { given } from "./given.ts";

type ListQuery = NonNullable<operations["sensors-list"]["parameters"]["query"]>;
/** Which sensors: the filter of lists, counts and bulk actions. */
export type SensorFilter = Omit<ListQuery, "sort" | "order" | "cursor" | "limit">;

const statuses = ["healthy", "degraded", "stale", "offline"] as const;

interface FilterOptions {
  status?: string[];
  tag?: string[];
  anyTag?: string[];
  noTag?: string[];
  withoutTagKey?: string;
  cluster?: string[];
  withoutCluster?: true;
  role?: string[];
  flavor?: "standard" | "telecom";
  sensorVersion?: string[];
  kernel?: string[];
  ephemeral?: true;
  permanent?: true;
  pool?: string;
  token?: string;
  silentOver?: string;
  silentUnder?: string;
  q?: string;
  departed?: true;
}

/** Several values of one option: repeated, or with commas. */
export const listed = (value: string, before: string[] = []) => [
  ...before,
  ...value.split(",").filter((each) => each !== ""),
];

/** commander reads `--no-tag` as “not --tag”; here it is a name like any other. */
function plain(flags: string, description: string): Option {
  const option = new Option(flags, description).argParser(listed);
  option.negate = false;
  return option;
}

/** One option for each part of the filter. */
export function addFilterOptions(command: Command): Command {
  return command
    .option("--status <status>", `${statuses.join(", ")}; several with commas`, listed)
    .option("--tag <key:value>", "has this tag; repeat it: has all of them", listed)
    .option("--any-tag <key:value>", "has at least one of these", listed)
    .addOption(plain("--no-tag <key:value>", "has none of these"))
    .option("--without-tag-key <key>", "has no tag of this key")
    .option("--cluster <name>", "in this cluster, or one of these", listed)
    .option("--without-cluster", "in no cluster")
    .option("--role <role>", "with this role, or one of these", listed)
    .addOption(new Option("--flavor <flavor>").choices(["standard", "telecom"]))
    .option("--sensor-version <version>", "runs this version, or one of these", listed)
    .option("--kernel <release>", "runs this kernel, or one of these", listed)
    .option("--ephemeral", "only ephemeral ones")
    .option("--permanent", "only permanent ones")
    .option("--pool <key>", "in this pool: tag:<value> or token:<id>")
    .option("--token <id>", "enrolled with this token")
    .option("--silent-over <time>", "last heard longer ago than this: 90s, 12h, 7d")
    .option("--silent-under <time>", "last heard less long ago than this")
    .option("--q <text>", "part of the name, hostname, a tag or the id");
}

/** The filter that the options describe. @throws {CliError} */
export function readFilter(options: object): SensorFilter {
  const { silentOver, silentUnder, ephemeral, permanent, status, ...rest }: FilterOptions = options;
  if (ephemeral && permanent) throw usage("--ephemeral and --permanent exclude each other.");
  const unknown = status?.find((each) => !statuses.some((known) => known === each));
  if (unknown !== undefined)
    throw usage(`“${unknown}” is no status.`, `There are ${statuses.join(", ")}.`);
  return {
    ...(status ? { status: statuses.filter((each) => status.includes(each)) } : {}),
    ...given("tag", rest.tag),
    ...given("anyTag", rest.anyTag),
    ...given("noTag", rest.noTag),
    ...given("noTagKey", rest.withoutTagKey),
    ...given("cluster", rest.cluster),
    ...(rest.withoutCluster ? { hasCluster: false } : {}),
    ...given("role", rest.role),
    ...given("flavor", rest.flavor),
    ...given("version", rest.sensorVersion),
    ...given("kernel", rest.kernel),
    ...(ephemeral || permanent ? { ephemeral: ephemeral === true } : {}),
    ...given("pool", rest.pool),
    ...given("token", rest.token),
    ...(silentOver ? { silentOverSeconds: parseDuration(silentOver) } : {}),
    ...(silentUnder ? { silentUnderSeconds: parseDuration(silentUnder) } : {}),
    ...given("q", rest.q),
    ...given("departed", rest.departed),
  };
}
