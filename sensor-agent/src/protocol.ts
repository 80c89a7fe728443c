/**
 * The wire format between sensor and gateway: one WebSocket, one JSON text frame a message.
 * The only file that sensor and server share. Both sides parse what they receive with it and
 * close the socket with `closeCodes.badFrame` on anything else.
 */
import { z } from "zod";

/** Bumped on an incompatible change; a gateway refuses another major with `closeCodes.protocol`. */
export const protocolVersion = 1;

/** Frames above this many bytes are refused unread (`ws` `maxPayload`). A full heartbeat is ~2 KB. */
export const frameBytesMax = 16 * 1024;

/** Sensors heartbeat this often; CONTRACT.md derives the status thresholds from it. */
export const heartbeatSeconds = 15;

/** WebSocket close codes (4000–4999 are private use, RFC 6455 §7.4.2). */
export const closeCodes = {
  badFrame: 4400,
  departed: 4403,
  protocol: 4406,
  tooSlow: 4408,
  replaced: 4409,
  /** The record departed by itself; connecting again with the same certificate revives it. */
  rejoin: 4410,
} as const;

/** The kinds of kernel event counted, in the order of `enum telovix_kind` in bpf/include/telovix.h. */
export const eventKinds = ["exec", "exit", "connect", "accept", "close", "listen"] as const;
export type EventKind = (typeof eventKinds)[number];

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const ratio = z.number().min(0).max(1e6);
const text = (max: number) => z.string().max(max);

/** What happened in the kernel since the previous heartbeat. */
export const KernelSummary = z.strictObject({
  /** Events by kind in this interval. */
  events: z.strictObject({
    exec: count,
    exit: count,
    connect: count,
    accept: count,
    close: count,
    listen: count,
  }),
  /** Events that were counted but whose record did not reach the loader, in this interval. */
  lost: count,
  /** Attached programs; `state` is `attached`, or `failed` with the kernel's reason. */
  programs: z
    .array(
      z.strictObject({
        name: text(64),
        state: z.enum(["attached", "failed"]),
        detail: text(256).optional(),
      }),
    )
    .max(32),
});
export type KernelSummary = z.infer<typeof KernelSummary>;

/** One process's own use in this interval. */
const ProcessUse = z.strictObject({
  /** CPU in thousandths of one core. */
  cpuMillicores: ratio,
  /** Resident memory in bytes. */
  rssBytes: count,
});

export const Heartbeat = z.strictObject({
  type: z.literal("heartbeat"),
  /** Increases by one a heartbeat on one connection; a repeat or a step back is refused. */
  seq: count,
  /** Length of the interval that the counts cover. */
  intervalMs: count,
  /** Sensor's own clock, Unix ms; only to notice a wrong clock, never to compute status. */
  sentAtMs: count,
  kernel: KernelSummary,
  loader: z.strictObject({
    state: z.enum(["running", "restarting", "unavailable"]),
    restarts: count,
    detail: text(256).optional(),
  }),
  use: z.strictObject({ sensor: ProcessUse, loader: ProcessUse }),
  host: z.strictObject({
    load1: ratio,
    memoryTotalBytes: count,
    memoryAvailableBytes: count,
    uptimeSeconds: count,
  }),
  /** The cloud has announced the end of this instance; absent again when it was called off. */
  terminating: z
    .strictObject({
      inSeconds: z.number().int().min(0).max(86_400),
      /** Who said so: `aws`, `gcp`, `azure`. */
      source: text(32),
    })
    .optional(),
});
export type Heartbeat = z.infer<typeof Heartbeat>;

/** First frame on a connection: what the sensor is. */
export const Hello = z.strictObject({
  type: z.literal("hello"),
  protocol: z.number().int().min(1).max(1000),
  version: text(64),
  hostname: text(253),
  kernel: text(128),
  os: text(128),
  arch: z.enum(["amd64", "arm64"]),
  /** The kernel's boot id: two that alternate under one certificate are two machines. */
  bootId: z.uuid().optional(),
});
export type Hello = z.infer<typeof Hello>;

/** What the Kubernetes API says of the Node that a sensor runs on. */
export const KubernetesNode = z.strictObject({
  /** UID of the namespace kube-system, which is as old as its cluster and never moves to another. */
  clusterUid: z.uuid(),
  /** `metadata.name` and `metadata.uid` of the Node: a node made anew has the name, but another UID. */
  nodeName: text(253).min(1),
  nodeUid: z.uuid(),
  /** From the labels `node-role.kubernetes.io/<role>`, in order. */
  roles: z.array(text(63)).max(16),
  /** As many as fit `nodeLabelBytesMax`, in order of their keys. */
  labels: z.record(text(317), text(63)),
  kubeletVersion: text(64),
  /** Which Helm release runs this sensor. */
  installId: text(64).optional(),
});
export type KubernetesNode = z.infer<typeof KubernetesNode>;

/** Labels are cut to this many bytes of JSON, so that they fit a frame beside everything else. */
export const nodeLabelBytesMax = 8 * 1024;

/** In a cluster, after `hello` and whenever it changes. */
export const NodeFrame = z.strictObject({ type: z.literal("node"), node: KubernetesNode });
export type NodeFrame = z.infer<typeof NodeFrame>;

/**
 * `POST cluster`, by the one sensor of a cluster that holds its Lease: every Node that the API knows,
 * whenever that changes and every few minutes. A Node that an earlier report had and this one has
 * not was deleted, and its sensor departs.
 */
export const ClusterReport = z.strictObject({
  clusterUid: z.uuid(),
  nodes: z.array(z.strictObject({ name: text(253).min(1), uid: z.uuid() })).max(20_000),
});
export type ClusterReport = z.infer<typeof ClusterReport>;

/** A report of the largest cluster stays below this. */
export const clusterReportBytesMax = 8 * 1024 * 1024;

export const SensorFrame = z.discriminatedUnion("type", [Hello, Heartbeat, NodeFrame]);
export type SensorFrame = z.infer<typeof SensorFrame>;

/** Frames from the gateway down to the sensor. */
export const GatewayFrame = z.discriminatedUnion("type", [
  /** Answers `hello`; `heartbeatSeconds` may differ from the default. */
  z.strictObject({
    type: z.literal("welcome"),
    sensorId: z.uuid(),
    heartbeatSeconds: z.number().int().min(1).max(3600),
    tags: z.array(text(128)).max(64),
  }),
  /** The heartbeat `seq` is written to the database. */
  z.strictObject({ type: z.literal("ack"), seq: count }),
  /** Tags were edited in the Console. */
  z.strictObject({ type: z.literal("tags"), tags: z.array(text(128)).max(64) }),
  /** The sensor was deleted: forget the identity and stop. */
  z.strictObject({ type: z.literal("decommission"), reason: text(256) }),
]);
export type GatewayFrame = z.infer<typeof GatewayFrame>;

/** What `POST enroll` takes. Names and tags follow the grammar in `names`. */
export const names = {
  /** RFC 1123 host name characters plus `_`; never empty, never starts with a dash or a dot. */
  name: /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/,
  /** `key:value`; the value may be empty. */
  tag: /^[a-z][a-z0-9_.-]{0,62}:[A-Za-z0-9_./@+-]{0,64}$/,
  role: /^[a-z][a-z0-9_]{0,62}$/,
} as const;

const Name = z
  .string()
  .regex(
    names.name,
    "1–128 letters, digits, dot, dash or underscore, starting with a letter or digit",
  );
const Tag = z
  .string()
  .regex(names.tag, "key:value, key in lower case, value of letters, digits and _./@+-");
const Role = z.string().regex(names.role, "lower case letters, digits and underscore");

/** After the last heartbeat: 60 s to 30 days. */
export const RemoveAfterSeconds = z.number().int().min(60).max(2_592_000);

export const EnrollRequest = z.strictObject({
  token: text(256),
  /** PEM, PKCS#10, EC P-256. */
  csr: text(4096),
  name: Name,
  hostname: z.string().regex(names.name).max(253),
  role: Role.default("generic_linux"),
  flavor: z.enum(["standard", "telecom"]).default("standard"),
  tags: z.array(Tag).max(32).default([]),
  clusterName: Name.optional(),
  ephemeral: z.boolean().optional(),
  removeAfterSeconds: RemoveAfterSeconds.optional(),
  /** How long ago the installation began; a duration, because the host's clock may be wrong. */
  installStartedSecondsAgo: z.number().int().min(0).max(86_400).optional(),
  machineId: text(128).optional(),
  instanceId: text(128).optional(),
  facts: z.strictObject({
    arch: z.enum(["amd64", "arm64"]),
    kernel: text(128),
    os: text(128),
    version: text(64),
    cpus: z.number().int().min(1).max(8192).optional(),
    memoryBytes: count.optional(),
    cloud: text(32).optional(),
    kubernetes: KubernetesNode.optional(),
  }),
});
export type EnrollRequest = z.infer<typeof EnrollRequest>;

export const EnrollResponse = z.object({
  sensorId: z.uuid(),
  name: Name,
  /** PEM certificate of the sensor. */
  certificate: z.string(),
  /** PEM certificate of the Console CA. */
  ca: z.string(),
  /** `wss://host:port/api/v1/sensor/connect` */
  sensorUrl: z.url(),
  heartbeatSeconds: z.number().int(),
  /** What the Console decided: the token may say so although the install did not. */
  ephemeral: z.boolean().optional(),
});
export type EnrollResponse = z.infer<typeof EnrollResponse>;

export const RenewRequest = z.strictObject({ csr: text(4096) });
export const RenewResponse = z.object({ certificate: z.string() });

/** Why a sensor says goodbye. */
export const leaveReasons = ["clean_exit", "logout", "uninstalled", "terminated"] as const;
export type LeaveReason = (typeof leaveReasons)[number];

/** `POST decommission`; an empty body is a logout. */
export const DecommissionRequest = z.strictObject({
  reason: z.enum(leaveReasons).default("logout"),
});

/** What a pre-flight finds in the way. */
export const preflightCodes = [
  "NotLinux",
  "NotRoot",
  "NoSystemd",
  "KernelTooOld",
  "NoBtf",
  "NoBpffs",
  "MissingTool",
  "UnknownArchitecture",
  "ClockOff",
  "DownloadFailed",
  "SensorPortUnreachable",
  "ServiceFailed",
] as const;

/** `POST preflight`, without authentication: an installation that cannot become a sensor says why. */
export const PreflightReport = z.strictObject({
  hostname: text(253),
  kernel: text(128),
  name: text(128).optional(),
  machineId: text(128).optional(),
  /** The first 12 characters of the token, which are not secret. */
  tokenPrefix: text(12).optional(),
  failed: z
    .array(z.strictObject({ code: z.enum(preflightCodes), detail: text(500) }))
    .min(1)
    .max(12),
});
export type PreflightReport = z.infer<typeof PreflightReport>;

/** RFC 9457 problem document, as every refusal of the Console is. */
export const Problem = z.object({
  type: z.string().optional(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  /** What to do next. */
  help: z.string().optional(),
});
export type Problem = z.infer<typeof Problem>;
