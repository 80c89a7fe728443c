import type { ChartValue } from "./read.ts";

type Schema = Readonly<Record<string, unknown>>;

const port = { minimum: 1, maximum: 65_535 };
const texts = { additionalProperties: { type: "string" } };
const quantity = { type: ["string", "number"] };
const object = { type: "object" };
const named = { ...object, properties: { name: { type: "string" } }, required: ["name"] };
const variable = {
  ...object,
  properties: { name: { type: "string" }, value: { type: "string" }, valueFrom: object },
  required: ["name"],
  additionalProperties: false,
};
const strategy = {
  properties: { type: { enum: ["RollingUpdate", "OnDelete"] }, rollingUpdate: object },
  additionalProperties: false,
};

/**
 * What a value accepts beyond the type of its default. Grammars are not here but in
 * `templates/validate/`: helm says of a pattern only that it does not match.
 */
const constraints: Readonly<Record<string, Schema>> = {
  flavor: { enum: ["standard", "telecom"] },
  // What is no text gets a clearer message from the template.
  "sensor.tags": { items: {} },
  "image.pullPolicy": { enum: ["Always", "IfNotPresent", "Never"] },
  imagePullSecrets: { items: named },
  tolerations: { items: object },
  nodeSelector: texts,
  "resources.requests.cpu": quantity,
  "resources.requests.memory": quantity,
  "resources.limits.cpu": quantity,
  "resources.limits.memory": quantity,
  updateStrategy: strategy,
  // preStop says goodbye for up to 8 s.
  terminationGracePeriodSeconds: { minimum: 10, maximum: 3600 },
  "priorityClass.preemptionPolicy": { enum: ["PreemptLowerPriority", "Never"] },
  "networkPolicy.consolePort": port,
  "networkPolicy.enrollPort": { type: ["integer", "null"], ...port },
  extraEnv: { items: variable },
  healthPort: { minimum: 1024, maximum: 65_535 },
  "startupGate.failOpenSeconds": { minimum: 30, maximum: 3600 },
  "admission.failurePolicy": { enum: ["Ignore", "Fail"] },
  "admission.excludeNamespaces": { items: { type: "string" } },
  "admission.timeoutSeconds": { minimum: 1, maximum: 30 },
  podAnnotations: texts,
  podLabels: texts,
};

/** Sections that take more than the chart names: Kubernetes has further resources. */
const open = new Set(["resources.requests", "resources.limits"]);

/** What helm and editors check a values file with: JSON Schema draft 7, no unknown names. */
export function chartSchema(values: readonly ChartValue[]): Schema {
  const known = new Set(values.map(({ path }) => path.join(".")));
  const unknown = Object.keys(constraints).filter((path) => !known.has(path));
  if (unknown.length > 0) throw new Error(`values.yaml has no ${unknown.join(", ")}.`);
  const { properties, ...root } = sectionSchema(values, []);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Values of the Telovix Sensor chart",
    ...root,
    properties: {
      ...(properties as Schema),
      // What helm gives to a chart that another depends on.
      global: object,
      enabled: { type: "boolean" },
    },
  };
}

function sectionSchema(values: readonly ChartValue[], path: readonly string[]): Schema {
  const names = [...new Set(values.map((value) => value.path[path.length] ?? ""))];
  const properties = names.map((name) => {
    const inside = values.filter((value) => value.path[path.length] === name);
    const [value] = inside;
    const isLeaf = value && value.path.length === path.length + 1;
    return [name, isLeaf ? valueSchema(value) : sectionSchema(inside, [...path, name])];
  });
  const isOpen = open.has(path.join("."));
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    additionalProperties: isOpen ? quantity : false,
  };
}

function valueSchema({ path, default: value, description }: ChartValue): Schema {
  const constraint = constraints[path.join(".")];
  return { description, type: typeOf(value), default: value, ...constraint };
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return typeof value === "number" ? "integer" : typeof value;
}
