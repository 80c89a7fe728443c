import { parseArgs } from "node:util";
import { z } from "zod";
import { Exit } from "./exit.ts";
import { leaveReasons, names, RemoveAfterSeconds } from "./protocol.ts";

const tag = z.string().regex(names.tag);
const accepts = {
  state: 'a folder, or "mem:"',
  config: "a folder",
  console: "the Console's https:// URL",
  "ca-cert": "a PEM file",
  "token-file": "a file that holds the enrollment token",
  role: "lower case letters, digits and underscore",
  name: "1–128 letters, digits, dot, dash or underscore, starting with a letter or digit",
  tags: "key:value pairs with commas between, the key in lower case, the value of letters, digits and _./@+-",
  flavor: "standard or telecom",
  "cluster-name": "1–128 letters, digits, dot, dash or underscore",
  "remove-after": "seconds of silence, 60 to 2592000 (30 days)",
  "bpf-dir": "a folder with telovix-loader and the eBPF objects",
  "node-name": "the name of this Kubernetes Node",
  namespace: "the name of a Kubernetes namespace",
  "pod-name": "the name of this pod",
  "install-id": "1–64 characters",
  "health-port": "a port, 1 to 65535",
  "startup-gate-seconds": "seconds, 0 to 86400",
  // For install.sh and uninstall.sh, not for people.
  "install-started-seconds-ago": "seconds, 0 to 86400",
  reason: leaveReasons.join(", "),
} as const;
type OptionName = keyof typeof accepts;

/** Those without a value; in the environment they are true or false. */
const flagNames = ["ephemeral", "kubernetes", "keep-identity", "startup-gate"] as const;

/** RFC 1123, as Kubernetes names its objects. */
const objectName = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/);

const wholeNumber = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

const Options = z.object({
  state: z.string().min(1).default("/var/lib/telovix-sensor"),
  config: z.string().min(1).default("/etc/telovix-sensor"),
  console: z.url({ protocol: /^https$/ }).optional(),
  "ca-cert": z.string().min(1).optional(),
  "token-file": z.string().min(1).optional(),
  role: z.string().regex(names.role).optional(),
  name: z.string().regex(names.name).optional(),
  tags: z
    .string()
    .transform((text) => text.split(",").filter((each) => each !== ""))
    .pipe(z.array(tag).max(32))
    .default([]),
  flavor: z.enum(["standard", "telecom"]).default("standard"),
  "cluster-name": z.string().regex(names.name).optional(),
  "remove-after": wholeNumber.pipe(RemoveAfterSeconds).optional(),
  "bpf-dir": z.string().min(1).optional(),
  "node-name": objectName.optional(),
  namespace: objectName.optional(),
  "pod-name": objectName.optional(),
  "install-id": z.string().min(1).max(64).optional(),
  "health-port": wholeNumber.pipe(z.number().min(1).max(65_535)).optional(),
  "startup-gate-seconds": wholeNumber.pipe(z.number().max(86_400)).default(120),
  "install-started-seconds-ago": wholeNumber.pipe(z.number().max(86_400)).default(0),
  reason: z.enum(leaveReasons).default("logout"),
});

export type Options = z.infer<typeof Options> &
  Record<(typeof flagNames)[number], boolean> & {
    json: boolean;
    token: string | undefined;
  };
export const commands = [
  "run",
  "enroll",
  "status",
  "check",
  "logout",
  "bpf-init",
  "version",
  "help",
] as const;
export type Command = (typeof commands)[number];

/**
 * Reads a command line; every option also comes from `TELOVIX_<OPTION>`, and the token from
 * TELOVIX_TOKEN, so that no secret is needed where `ps` shows it.
 * @throws {Exit} usage, naming the option and what it accepts
 */
export function readCommandLine(
  argv: string[],
  env: Record<string, string | undefined>,
): { command: Command; options: Options } {
  const { values, positionals } = parse(argv);
  const flags = { help: values.help, version: values.version, decommission: values.decommission };
  const [word, ...extra] = positionals;
  const named = flags.help
    ? "help"
    : flags.version
      ? "version"
      : flags.decommission
        ? "logout"
        : word;
  const command = commands.find((each) => each === (named ?? "help"));
  if (!command || extra.length > 0)
    throw new Exit("usage", `Unknown command. Commands: ${commands.join(", ")}.`);

  const given = Object.fromEntries(
    (Object.keys(accepts) as OptionName[]).flatMap((name) => {
      const value = values[name] ?? env[variable(name)];
      return value === undefined || (value === "" && values[name] === undefined)
        ? []
        : [[name, value]];
    }),
  );
  const parsed = Options.safeParse(given);
  if (!parsed.success) {
    const name = parsed.error.issues[0]?.path[0] as OptionName;
    throw new Exit("usage", `--${name} accepts ${accepts[name]}.`);
  }
  const flag = (name: (typeof flagNames)[number]) => values[name] ?? readFlag(name, env);
  const options = {
    ...parsed.data,
    // An identity in memory ends with its process: its record is not to outlive it for long.
    kubernetes: flag("kubernetes"),
    "keep-identity": flag("keep-identity"),
    "startup-gate": flag("startup-gate"),
    ephemeral: flag("ephemeral") || parsed.data.state === "mem:",
    json: values.json ?? false,
    token: env.TELOVIX_TOKEN,
  };
  const enrolls = command === "run" || command === "enroll";
  if (enrolls && options["remove-after"] !== undefined && !options.ephemeral)
    throw new Exit("usage", "--remove-after is for ephemeral sensors: give --ephemeral as well.");
  return { command, options };
}

const variable = (name: string) => `TELOVIX_${name.toUpperCase().replaceAll("-", "_")}`;

function readFlag(name: string, env: Record<string, string | undefined>): boolean {
  const value = env[variable(name)] ?? "";
  if (/^(1|true|yes)$/i.test(value)) return true;
  if (/^(0|false|no|)$/i.test(value)) return false;
  throw new Exit("usage", `${variable(name)} accepts true or false.`);
}

function parse(argv: string[]) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const strings = Object.fromEntries(Object.keys(accepts).map((name) => [name, text])) as Record<
    OptionName,
    typeof text
  >;
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        ...strings,
        ephemeral: flag,
        kubernetes: flag,
        "keep-identity": flag,
        "startup-gate": flag,
        json: flag,
        help: { ...flag, short: "h" },
        version: flag,
        decommission: flag,
      },
    });
  } catch (error) {
    throw new Exit("usage", `${(error as Error).message.split(". ")[0]}. See telovix-sensor help.`);
  }
}
