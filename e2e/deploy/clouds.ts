import { awsInstance, azureInstance, gcpInstance } from "../host/instances.ts";
import { linkLocal, type MetadataService } from "../host/metadata-server.ts";

/** One host that is in each cloud in turn. */
const clouds = {
  aws: awsInstance("i-0123456789abcdef0", "required"),
  /** An old instance: session tokens are unknown there. */
  awsV1: withoutSessions(awsInstance("i-0fedcba9876543210", "optional")),
  gcp: gcpInstance("autoscale-x7k2"),
  azure: azureInstance("02aab8a4-74ef-476e-8182-f6d2ba4166a6", "scaleset-3"),
  /** A lab, where something else answers on that address. */
  none: { instanceId: "lab", names: [], answer: () => ({ status: 404 }) },
} satisfies Record<string, MetadataService>;
export type CloudName = keyof typeof clouds;

export interface MovingHost extends MetadataService {
  moveTo(cloud: CloudName): void;
}

export function movingHost(first: CloudName): MovingHost {
  let current: MetadataService = clouds[first];
  return {
    instanceId: current.instanceId,
    names: [`${linkLocal} metadata.google.internal`],
    answer: (request) => current.answer(request),
    moveTo(cloud) {
      current = clouds[cloud];
    },
  };
}

function withoutSessions(service: MetadataService): MetadataService {
  return {
    ...service,
    answer: (request) => (request.method === "PUT" ? { status: 404 } : service.answer(request)),
  };
}
