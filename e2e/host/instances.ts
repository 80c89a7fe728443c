import { randomBytes } from "node:crypto";
import {
  linkLocal,
  type MetadataAnswer,
  type MetadataRequest,
  type MetadataService,
} from "./metadata-server.ts";

const text = (body: string): MetadataAnswer => ({ status: 200, body });
const json = (value: unknown): MetadataAnswer => ({
  status: 200,
  body: JSON.stringify(value),
  headers: { "content-type": "application/json" },
});
const notFound: MetadataAnswer = { status: 404, body: "404 - Not Found" };

const answerFrom = (table: Record<string, string | null>, path: string): MetadataAnswer => {
  const value = table[path];
  return value === undefined || value === null ? notFound : text(value);
};

/** An EC2 instance (Instance Metadata Service documentation); its announcements are set and unset. */
export interface AwsInstance extends MetadataService {
  /** `spot/instance-action`; null: nothing is announced. */
  spotAction: { action: "terminate" | "stop" | "hibernate"; time: string } | null;
  /** `autoscaling/target-lifecycle-state`. */
  lifecycleState: string;
}

/** @param session whether a session token is asked for (IMDSv2 only), or may be left out (IMDSv1) */
export function awsInstance(instanceId: string, session: "optional" | "required"): AwsInstance {
  const tokens = new Set<string>();
  const instance: AwsInstance = {
    instanceId,
    names: [],
    spotAction: null,
    lifecycleState: "InService",
    answer(request) {
      if (request.path === "/latest/api/token") return newToken(request, tokens);
      if (request.method !== "GET") return { status: 405 };
      const token = request.header("X-aws-ec2-metadata-token");
      const isRefused = token === undefined ? session === "required" : !tokens.has(token);
      if (isRefused) return { status: 401 };
      const { spotAction, lifecycleState } = instance;
      const base = "/latest/meta-data";
      const table = {
        [`${base}/instance-id`]: instanceId,
        [`${base}/instance-type`]: "t3.micro",
        [`${base}/autoscaling/target-lifecycle-state`]: lifecycleState,
        [`${base}/spot/instance-action`]: spotAction && JSON.stringify(spotAction),
      };
      return answerFrom(table, request.path);
    },
  };
  return instance;
}

/** Sessions last up to 6 hours, and none is given through a proxy. */
function newToken(request: MetadataRequest, tokens: Set<string>): MetadataAnswer {
  if (request.method !== "PUT") return { status: 405 };
  if (request.header("X-Forwarded-For") !== undefined) return { status: 403 };
  const seconds = Number(request.header("X-aws-ec2-metadata-token-ttl-seconds"));
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 21_600) return { status: 400 };
  const token = randomBytes(40).toString("base64");
  tokens.add(token);
  return { ...text(token), headers: { "X-aws-ec2-metadata-token-ttl-seconds": String(seconds) } };
}

/** A Compute Engine instance ("About VM metadata"). */
export interface GcpInstance extends MetadataService {
  preempted: boolean;
  maintenanceEvent: "NONE" | "MIGRATE_ON_HOST_MAINTENANCE" | "TERMINATE_ON_HOST_MAINTENANCE";
}

export function gcpInstance(name: string): GcpInstance {
  const flavor = { "Metadata-Flavor": "Google", server: "Metadata Server for VM" };
  const instance: GcpInstance = {
    instanceId: name,
    names: [`${linkLocal} metadata.google.internal`],
    preempted: false,
    maintenanceEvent: "NONE",
    answer(request) {
      if (request.header("Metadata-Flavor") !== "Google") return { status: 403, headers: flavor };
      if (request.method !== "GET") return { status: 405, headers: flavor };
      const base = "/computeMetadata/v1/instance";
      const table = {
        [`${base}/name`]: name,
        [`${base}/id`]: "4520031799277581759",
        [`${base}/preempted`]: instance.preempted ? "TRUE" : "FALSE",
        [`${base}/maintenance-event`]: instance.maintenanceEvent,
      };
      return { ...answerFrom(table, request.path), headers: flavor };
    },
  };
  return instance;
}

/** An Azure virtual machine ("Azure Instance Metadata Service", "Scheduled Events"). */
export interface AzureInstance extends MetadataService {
  scheduledEvents: AzureEvent[];
}

export interface AzureEvent {
  readonly EventId: string;
  readonly EventType: "Freeze" | "Reboot" | "Redeploy" | "Preempt" | "Terminate";
  readonly EventStatus: "Scheduled" | "Started";
  readonly ResourceType: "VirtualMachine";
  readonly Resources: readonly string[];
  /** As `Mon, 19 Sep 2026 18:29:47 GMT`; empty once it has started. */
  readonly NotBefore: string;
}

export function azureInstance(vmId: string, name: string): AzureInstance {
  const instance: AzureInstance = {
    instanceId: vmId,
    names: [],
    scheduledEvents: [],
    answer(request) {
      const isDirect = request.header("X-Forwarded-For") === undefined;
      if (request.header("Metadata") !== "true" || !isDirect) return { status: 400 };
      if (request.method !== "GET") return { status: 405 };
      if (!/^\d{4}-\d{2}-\d{2}$/.test(request.query.get("api-version") ?? "")) {
        return { status: 400 };
      }
      if (request.path === "/metadata/scheduledevents") {
        return json({ DocumentIncarnation: 1, Events: instance.scheduledEvents });
      }
      // Leaves are given as text only when asked for so.
      if (request.query.get("format") !== "text") return { status: 400 };
      const base = "/metadata/instance/compute";
      return answerFrom({ [`${base}/vmId`]: vmId, [`${base}/name`]: name }, request.path);
    },
  };
  return instance;
}
