import { z } from "zod";
import { names } from "../../sensor-agent/src/protocol.ts";
import { PoolKey } from "../pools/key.ts";
import { statuses } from "./status.ts";

export const SensorId = z.uuid();
export const Tag = z
  .string()
  .regex(
    names.tag,
    "A tag is key:value, the key in lower case, the value of letters, digits and _./@+-",
  );

/** One value, or any of several; in a query string, the name repeated. */
const oneOrMore = (max: number) => {
  const value = z.string().max(max);
  return z.union([value, z.array(value).min(1).max(50)]);
};

/** Ten years: what a filter by silence can ask for, in seconds. */
const silenceMax = 10 * 365 * 86_400;

/** Which sensors: one definition for list, counts and every bulk action. */
export const SensorFilter = z.strictObject({
  status: z.array(z.enum(statuses)).max(4).optional(),
  /** All of these tags. */
  tag: z.array(Tag).max(16).optional(),
  /** At least one of these tags. */
  anyTag: z.array(Tag).max(16).optional(),
  /** None of these tags. */
  noTag: z.array(Tag).max(16).optional(),
  cluster: oneOrMore(128).optional(),
  /** False: those that belong to no cluster. */
  hasCluster: z.boolean().optional(),
  /** Without any tag of this key. */
  noTagKey: z.string().max(63).optional(),
  role: oneOrMore(63).optional(),
  flavor: z.enum(["standard", "telecom"]).optional(),
  version: oneOrMore(64).optional(),
  kernel: oneOrMore(128).optional(),
  ephemeral: z.boolean().optional(),
  /** Its whole key: `tag:<value>` or `token:<id>`. */
  pool: PoolKey.optional(),
  /** Id of the token that enrolled them, whatever their pool. */
  token: z.uuid().optional(),
  /** Last heard at least this many seconds ago, on the listening clock. */
  silentOverSeconds: z.number().int().min(0).max(silenceMax).optional(),
  /** Last heard less than this many seconds ago. */
  silentUnderSeconds: z.number().int().min(1).max(silenceMax).optional(),
  /** Part of the name, hostname, a tag or the id. */
  q: z.string().trim().max(200).optional(),
  /** Sensors that left instead of those enrolled. */
  departed: z.boolean().optional(),
});
export type SensorFilter = z.infer<typeof SensorFilter>;

/** Every column of the list. `status` is the silence, longest last. */
export const sortKeys = [
  "name",
  "hostname",
  "instance",
  "status",
  "lastHeartbeatAt",
  "enrolledAt",
  "cluster",
  "role",
  "flavor",
  "version",
  "kernel",
  "os",
  "arch",
  "ephemeral",
  "pool",
  "token",
  "certificate",
] as const;

export const ListSensors = SensorFilter.extend({
  sort: z.enum(sortKeys).default("name"),
  order: z.enum(["asc", "desc"]).default("asc"),
  /** Opaque; from `nextCursor` of the page before. A hostname and a name make one of 520. */
  cursor: z.string().max(800).optional(),
  limit: z.number().int().min(1).max(500).default(50),
});
export type ListSensors = z.infer<typeof ListSensors>;

const When = z.iso.datetime();

export const SensorView = z.object({
  id: SensorId,
  name: z.string(),
  hostname: z.string(),
  /** As its cloud calls it. */
  instanceId: z.string().nullable(),
  status: z.enum([...statuses, "departed"]),
  clusterName: z.string().nullable(),
  kubernetes: z
    .object({
      clusterUid: z.string(),
      nodeName: z.string(),
      nodeUid: z.string(),
      roles: z.array(z.string()).describe("Of the node, such as `control-plane`."),
      kubeletVersion: z.string(),
      installId: z.string().nullable(),
    })
    .nullable(),
  role: z.string(),
  flavor: z.enum(["standard", "telecom"]),
  tags: z.array(z.string()),
  ephemeral: z.boolean(),
  removeAfterSeconds: z.number().int().nullable(),
  /** When it is removed by itself unless it reports before; null: never. */
  removalDueAt: When.nullable(),
  pool: z.string(),
  arch: z.string(),
  kernel: z.string(),
  os: z.string(),
  version: z.string(),
  enrolledAt: When,
  lastHeartbeatAt: When.nullable(),
  token: z.object({ id: z.uuid(), prefix: z.string() }),
  certificate: z.object({ serial: z.string(), notAfter: When }),
  departed: z.object({ at: When, reason: z.string(), by: z.string() }).nullable(),
});
export type SensorView = z.infer<typeof SensorView>;

/** A sensor's own page: the view and what only that page shows. */
export const SensorDetail = SensorView.extend({
  machineId: z.string().nullable(),
  /** Its cloud has announced the end of the instance for then. */
  terminatingAt: When.nullable(),
  facts: z.record(z.string(), z.unknown()),
  nodeLabels: z.record(z.string(), z.string()),
  runtime: z.object({
    loader: z
      .object({ state: z.string(), restarts: z.number(), detail: z.string().optional() })
      .optional(),
    programs: z
      .array(z.object({ name: z.string(), state: z.string(), detail: z.string().optional() }))
      .optional(),
  }),
  certificates: z.array(z.object({ serial: z.string(), notBefore: When, notAfter: When })),
});

export const SensorPage = z.object({
  items: z.array(SensorView),
  nextCursor: z.string().nullable(),
  total: z.number().int(),
});
export type SensorPage = z.infer<typeof SensorPage>;

/** A page for who counts by other means: `sensors.counts` of the same filter tells the total. */
export const SensorRows = SensorPage.omit({ total: true });
export type SensorRows = z.infer<typeof SensorRows>;

export const SensorCounts = z.object({
  healthy: z.number().int(),
  degraded: z.number().int(),
  stale: z.number().int(),
  offline: z.number().int(),
  departed: z.number().int(),
  total: z.number().int(),
});
export type SensorCounts = z.infer<typeof SensorCounts>;

/** Tags of one sensor, however they come. */
export const tagsMax = 32;
export const UpdateTags = z.strictObject({ id: SensorId, tags: z.array(Tag).max(tagsMax) });
export const OneSensor = z.strictObject({ id: SensorId });

/** Of sensors that were selected under a filter, which match it by now. */
export const StillMatch = z.strictObject({
  filter: SensorFilter,
  ids: z.array(SensorId).min(1).max(10_000),
});
export type StillMatch = z.infer<typeof StillMatch>;

const FacetValues = z.array(z.object({ value: z.string(), count: z.number().int() }));
/** In the order of their values; of more than 500, the most frequent. */
export const SensorFacets = z.object({
  clusters: FacetValues,
  roles: FacetValues,
  tags: FacetValues,
  /** What stands before the colon of a tag, counted once for each tag. */
  tagKeys: FacetValues,
  versions: FacetValues,
  kernels: FacetValues,
});
export type SensorFacets = z.infer<typeof SensorFacets>;

export const groupings = ["cluster", "pool", "role", "version", "status", "tag"] as const;
export const GroupSensors = SensorFilter.extend({
  by: z.enum(groupings).default("cluster"),
  /** Which tags, when by tag: `env` groups `env:lab` and `env:prod`. */
  tagKey: z.string().min(1).max(63).optional(),
}).refine(
  ({ by, tagKey }) => (by === "tag") === (tagKey !== undefined),
  "tagKey: give it with by=tag, and only then.",
);
export type GroupSensors = z.infer<typeof GroupSensors>;

export const SensorGroups = z.object({
  items: z.array(
    z.object({
      /** The filter's value, such as `eu-1` or `env:lab`; null: the sensors that have none. */
      key: z.string().nullable(),
      label: z.string().nullable(),
      counts: SensorCounts.omit({ departed: true }),
    }),
  ),
  /** What is beyond the 200 largest groups. */
  rest: z.object({ groups: z.number().int(), sensors: z.number().int() }),
});
export type SensorGroups = z.infer<typeof SensorGroups>;
