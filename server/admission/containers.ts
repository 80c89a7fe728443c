import { isObject, type Json, type JsonObject, objectAt } from "./json.ts";

/** Where a container stands in its pod. */
export type ContainerKind = "regular" | "init" | "ephemeral";

/** A container as rules see it: its own fields, and these in any case. */
export interface Container extends JsonObject {
  readonly name: string;
  readonly image: string;
  readonly kind: ContainerKind;
  readonly securityContext: JsonObject;
  readonly resources: JsonObject;
}

const lists: readonly [field: string, kind: ContainerKind][] = [
  ["initContainers", "init"],
  ["containers", "regular"],
  ["ephemeralContainers", "ephemeral"],
];

/** All containers of a pod, in the order in which they start; of anything else, none. */
export function containersOf(object: Json | undefined): Container[] {
  const spec = isObject(object) ? objectAt(podSpec(object)) : {};
  return lists.flatMap(([field, kind]) => {
    const list = spec[field];
    return Array.isArray(list) ? list.filter(isObject).map((each) => container(each, kind)) : [];
  });
}

function container(fields: JsonObject, kind: ContainerKind): Container {
  const { name, image, securityContext, resources } = fields;
  return {
    ...fields,
    name: typeof name === "string" ? name : "",
    image: typeof image === "string" ? image : "",
    kind,
    securityContext: objectAt(securityContext),
    resources: objectAt(resources),
  };
}

/** The pod's specification: of a pod, of what makes pods, of what makes those. */
function podSpec({ kind, spec }: JsonObject): Json | undefined {
  if (kind === "Pod") return spec;
  const { template, jobTemplate } = objectAt(spec);
  if (kind === "CronJob") return objectAt(objectAt(objectAt(jobTemplate).spec).template).spec;
  return objectAt(template).spec;
}
