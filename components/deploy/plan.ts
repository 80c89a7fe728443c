import { z } from "zod";
import { names, RemoveAfterSeconds } from "../../sensor-agent/src/protocol.ts";
import { Tag, tagsMax } from "../../server/sensors/schema.ts";

/** Ways to put a sensor on a host, in the order in which they are shown. */
export const hostKinds = [
  "host",
  "cloud_init",
  "user_data",
  "terraform_aws",
  "terraform_gcp",
  "terraform_azure",
  "packer",
  "github_actions",
  "gitlab_ci",
  "container",
] as const;
export type HostKind = (typeof hostKinds)[number];

const [first, ...others] = hostKinds;
/** Every way, in the order in which they are shown; a cluster has a plan of its own. */
export const deployKinds = [first, "kubernetes", ...others] as const;
export type DeployKind = (typeof deployKinds)[number];

/** Where a sensor's name comes from. */
export const namings = ["instance", "instance_suffix", "hostname_time", "ci_job", "fixed"] as const;
export type NamingKind = (typeof namings)[number];

/** Follows an instance id in a name; a name may hold 128 characters. */
export const NameSuffix = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,32}$/, "1–32 letters, digits, dot, dash or underscore");
export const SensorName = z
  .string()
  .regex(
    names.name,
    "1–128 letters, digits, dot, dash or underscore, starting with a letter or digit",
  );

const Naming = z.discriminatedUnion("by", [
  /** The cloud's instance id, else the host name: what the sensor does by itself. */
  z.strictObject({ by: z.literal("instance") }),
  z.strictObject({ by: z.literal("instance_suffix"), suffix: NameSuffix }),
  z.strictObject({ by: z.literal("hostname_time") }),
  z.strictObject({ by: z.literal("ci_job") }),
  z.strictObject({ by: z.literal("fixed"), name: SensorName }),
]);
export type Naming = z.infer<typeof Naming>;

/** All that a snippet is made of. Parsed before one is made: what is in it is text, never shell. */
export const DeployPlan = z.strictObject({
  consoleUrl: z.url({ protocol: /^https$/ }),
  installUrl: z.url({ protocol: /^https$/ }),
  /** `sha256//…` for `curl --pinnedpubkey`; null when a public authority vouches for the Console. */
  pin: z
    .string()
    .regex(/^sha256\/\/[A-Za-z0-9+/]+=*$/)
    .nullable(),
  caPem: z
    .string()
    .regex(/^-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+-----END CERTIFICATE-----\n?$/),
  token: z.string().regex(/^tvx_[A-Za-z0-9_-]+$/),
  role: z.string().regex(names.role, "lower case letters, digits and underscore"),
  flavor: z.enum(["standard", "telecom"]),
  tags: z.array(Tag).max(tagsMax),
  naming: Naming,
  ephemeral: z.boolean(),
  /** For ephemeral sensors; null: the Console's setting. The token carries it. */
  removeAfterSeconds: RemoveAfterSeconds.nullable(),
});
export type DeployPlan = z.infer<typeof DeployPlan>;
