import type { RuleBook } from "../admission/decide.ts";
import { makeCompiler } from "../admission/expression.ts";
import type { JsonObject } from "../admission/json.ts";
import { readyRule } from "../admission/ready-rule.ts";

interface Written {
  readonly name?: string;
  readonly message?: string;
  readonly expression: string;
  readonly action?: "deny" | "warn";
  readonly clusters?: string[];
  readonly namespaces?: string[];
  readonly excludeNamespaces?: string[];
}

const compiler = makeCompiler(() => performance.now());

/** Rules of a cluster called `prod`, without a database. */
export function aRuleBook(
  rules: readonly Written[],
  defaultAnswer: RuleBook["defaultAnswer"] = "allow",
): RuleBook {
  const everywhere = { clusters: [], namespaces: [], excludeNamespaces: [] };
  const ready = rules.map((rule, index) =>
    readyRule(compiler, {
      id: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
      ...{ name: `rule ${index}`, message: "no.", action: "deny", ...everywhere },
      ...rule,
    }),
  );
  return { rules: ready, defaultAnswer, clusters: new Set(["prod"]) };
}

/** An AdmissionReview as an API server sends it for a pod that somebody creates. */
export function aReview(request: JsonObject = {}, pod: JsonObject = aPod()): JsonObject {
  return {
    kind: "AdmissionReview",
    apiVersion: "admission.k8s.io/v1",
    request: {
      uid: "705ab4f5-6393-11e8-b7cc-42010a800002",
      kind: { group: "", version: "v1", kind: "Pod" },
      resource: { group: "", version: "v1", resource: "pods" },
      requestKind: { group: "", version: "v1", kind: "Pod" },
      requestResource: { group: "", version: "v1", resource: "pods" },
      namespace: "web",
      operation: "CREATE",
      userInfo: { username: "jane", groups: ["system:authenticated"] },
      object: pod,
      oldObject: null,
      dryRun: false,
      options: { kind: "CreateOptions", apiVersion: "meta.k8s.io/v1" },
      ...request,
    },
  };
}

/** As the API server's defaults leave it. */
export function aPod(spec: JsonObject = {}): JsonObject {
  return {
    kind: "Pod",
    apiVersion: "v1",
    metadata: { generateName: "web-7d4b-", namespace: "web", labels: { app: "web" } },
    spec: {
      containers: [
        {
          name: "web",
          image: "nginx:1.27",
          resources: {},
          terminationMessagePath: "/dev/termination-log",
          imagePullPolicy: "IfNotPresent",
        },
      ],
      restartPolicy: "Always",
      securityContext: {},
      schedulerName: "default-scheduler",
      ...spec,
    },
    status: {},
  };
}
