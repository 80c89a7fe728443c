import { describe, expect, it } from "vitest";
import { contentOf, problemsOf } from "../content.ts";
import { makeCompiler } from "../expression.ts";
import type { JsonObject } from "../json.ts";
import { askRules } from "../judge.ts";
import { readyRule } from "../ready-rule.ts";
import { findTemplate, templates, templateValues } from "./all.ts";

const compiler = makeCompiler(() => performance.now());
const everywhere = { clusters: [], namespaces: [], excludeNamespaces: [] };

/** What a template's rule says of a pod, and of which of its containers. */
function judge(templateId: string, parameters: Record<string, string[]>, pod: JsonObject) {
  const content = contentOf({ templateId, parameters });
  const rule = readyRule(compiler, {
    id: null,
    name: "r",
    action: "deny",
    ...everywhere,
    ...content,
  });
  const subject = {
    ...{ cluster: "prod", namespace: "web", oldObject: null, request: {} },
    object: pod,
  };
  const [finding] = askRules([rule], subject, () => performance.now());
  expect(finding?.error).toBeNull();
  return finding?.result === "violates" ? [...finding.containers, "violates"] : "passes";
}

const pod = (spec: JsonObject, metadata: JsonObject = {}): JsonObject => ({
  kind: "Pod",
  metadata,
  spec: { containers: [{ name: "app", image: "nginx" }], ...spec },
});
const images = (...all: string[]) =>
  pod({ containers: all.map((image, index) => ({ name: `c${index}`, image })) });
const secured = (securityContext: JsonObject, spec: JsonObject = {}) =>
  pod({ containers: [{ name: "app", image: "nginx", securityContext }], ...spec });
const debugged = (container: JsonObject = {}) =>
  pod({ containers: [], ephemeralContainers: [{ name: "debug", image: "busybox", ...container }] });

const digest = `@sha256:${"0".repeat(64)}`;
const registries = { registries: ["ghcr.io/acme", "registry.example.com:5000/"] };
const limits = (held: JsonObject) =>
  pod({ containers: [{ name: "app", image: "nginx", resources: { limits: held } }] });
const hostPath = (path: string) => pod({ volumes: [{ name: "v", hostPath: { path } }] });
const logs = { allowedPaths: ["/var/log", "/srv/"] };
const labels = { labels: ["team", "app.kubernetes.io/name"] };
const onlyApp = ["app", "violates"];
const whole = ["violates"];

describe("the template", () => {
  it.each([
    ["allowed-registries", registries, images("ghcr.io/acme/app:1"), "passes"],
    ["allowed-registries", registries, images("registry.example.com:5000/x"), "passes"],
    ["allowed-registries", registries, images("nginx"), ["c0", "violates"]],
    ["allowed-registries", registries, images("ghcr.io/acme.evil/app"), ["c0", "violates"]],
    ["allowed-registries", registries, images("ghcr.io/acme/a", "evil/b"), ["c1", "violates"]],
    ["allowed-registries", { registries: ["docker.io"] }, images("nginx", "a/b"), "passes"],
    [
      "allowed-registries",
      { registries: ["docker.io/library"] },
      images("acme/b"),
      ["c0", "violates"],
    ],
    ["allowed-registries", registries, debugged(), ["debug", "violates"]],
    ["no-latest-tag", {}, images("nginx:1.27", `nginx${digest}`), "passes"],
    ["no-latest-tag", {}, images("nginx"), ["c0", "violates"]],
    ["no-latest-tag", {}, images("a:1", "nginx:latest"), ["c1", "violates"]],
    ["digest-required", {}, images(`nginx:1${digest}`), "passes"],
    ["digest-required", {}, images("nginx:1"), ["c0", "violates"]],
    ["no-privileged", {}, secured({ privileged: false }), "passes"],
    ["no-privileged", {}, secured({ privileged: true }), onlyApp],
    [
      "no-privileged",
      {},
      pod({ initContainers: [{ name: "i", securityContext: { privileged: true } }] }),
      ["i", "violates"],
    ],
    ["no-host-namespaces", {}, pod({ hostPID: false }), "passes"],
    ["no-host-namespaces", {}, pod({ hostIPC: true }), whole],
    ["no-host-namespaces", {}, pod({ hostNetwork: true }), whole],
    ["no-host-namespaces", { namespaces: ["hostPID"] }, pod({ hostNetwork: true }), "passes"],
    ["no-host-namespaces", { namespaces: ["hostPID"] }, pod({ hostPID: true }), whole],
    ["no-host-path", {}, pod({ volumes: [{ name: "v", emptyDir: {} }] }), "passes"],
    ["no-host-path", {}, pod({}), "passes"],
    ["no-host-path", {}, hostPath("/var/log"), whole],
    ["no-host-path", logs, hostPath("/var/log"), "passes"],
    ["no-host-path", logs, hostPath("/srv/a/b"), "passes"],
    ["no-host-path", logs, hostPath("/var/logs"), whole],
    ["no-host-path", logs, hostPath("/var/log/../lib"), whole],
    ["no-host-path", { allowedPaths: ["/"] }, hostPath("/etc"), "passes"],
    ["drop-all-capabilities", {}, secured({ capabilities: { drop: ["ALL"] } }), "passes"],
    ["drop-all-capabilities", {}, secured({}), onlyApp],
    ["drop-all-capabilities", {}, secured({ capabilities: { drop: ["NET_RAW"] } }), onlyApp],
    [
      "drop-all-capabilities",
      {},
      secured({ capabilities: { drop: ["ALL"], add: ["SYS_ADMIN"] } }),
      onlyApp,
    ],
    [
      "drop-all-capabilities",
      {},
      secured({ capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] } }),
      "passes",
    ],
    [
      "drop-all-capabilities",
      { allowedCapabilities: [] },
      secured({ capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] } }),
      onlyApp,
    ],
    ["forbidden-capabilities", {}, secured({ capabilities: { add: ["CHOWN"] } }), "passes"],
    ["forbidden-capabilities", {}, secured({ capabilities: { add: ["NET_ADMIN"] } }), onlyApp],
    ["forbidden-capabilities", {}, secured({ capabilities: { add: ["CAP_NET_ADMIN"] } }), onlyApp],
    // Container runtimes take capabilities in lower case as well.
    ["forbidden-capabilities", {}, secured({ capabilities: { add: ["sys_admin"] } }), onlyApp],
    ["forbidden-capabilities", {}, secured({ capabilities: { add: ["all"] } }), onlyApp],
    [
      "forbidden-capabilities",
      { capabilities: ["CHOWN"] },
      secured({ capabilities: { add: ["ALL"] } }),
      onlyApp,
    ],
    ["no-root", {}, secured({ runAsNonRoot: true }), "passes"],
    ["no-root", {}, secured({ runAsUser: 1000 }), "passes"],
    ["no-root", {}, secured({}, { securityContext: { runAsNonRoot: true } }), "passes"],
    ["no-root", {}, secured({}, { securityContext: { runAsUser: 1000 } }), "passes"],
    ["no-root", {}, secured({}), onlyApp],
    ["no-root", {}, secured({}, { securityContext: {} }), onlyApp],
    ["no-root", {}, secured({ runAsUser: 0 }, { securityContext: { runAsUser: 1000 } }), onlyApp],
    [
      "no-root",
      {},
      secured({ runAsNonRoot: false }, { securityContext: { runAsNonRoot: true } }),
      onlyApp,
    ],
    [
      "no-root",
      {},
      secured({}, { securityContext: { runAsUser: 0, runAsNonRoot: true } }),
      onlyApp,
    ],
    ["no-privilege-escalation", {}, secured({ allowPrivilegeEscalation: false }), "passes"],
    ["no-privilege-escalation", {}, secured({ allowPrivilegeEscalation: true }), onlyApp],
    ["no-privilege-escalation", {}, secured({}), onlyApp],
    ["read-only-root", {}, secured({ readOnlyRootFilesystem: true }), "passes"],
    ["read-only-root", {}, secured({ readOnlyRootFilesystem: false }), onlyApp],
    ["read-only-root", {}, pod({}), onlyApp],
    ["read-only-root", {}, debugged(), "passes"],
    ["limits-required", {}, limits({ cpu: "1", memory: "1Gi" }), "passes"],
    ["limits-required", {}, limits({ cpu: "1" }), onlyApp],
    ["limits-required", { resources: ["cpu"] }, limits({ cpu: "1" }), "passes"],
    ["limits-required", {}, pod({}), onlyApp],
    ["limits-required", {}, debugged(), "passes"],
    [
      "labels-required",
      labels,
      pod({}, { labels: { team: "a", "app.kubernetes.io/name": "" } }),
      "passes",
    ],
    ["labels-required", labels, pod({}, { labels: { team: "a" } }), whole],
    ["labels-required", labels, pod({}), whole],
  ] as const)("%s with %j, of %j: %s", (id, parameters, object, expected) => {
    expect(judge(id, parameters as Record<string, string[]>, object)).toEqual(expected);
  });

  const ids = templates.map(({ id }) => id);
  it.each(ids)("%s makes an expression that can be saved", (id) => {
    const { parameters } = findTemplate(id);
    const given = Object.fromEntries(
      parameters.map(({ choices, example, name }) => [name, choices ?? example.split(", ")]),
    );
    expect(problemsOf(contentOf({ templateId: id, parameters: given }).expression)).toEqual([]);
  });

  it("has one id each", () => {
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("parameters are refused", () => {
  const refusal = (id: string, given: Record<string, string[]>) => () =>
    templateValues(findTemplate(id), given);

  it.each([
    ["allowed-registries", {}, "parameters.registries: At least one"],
    ["allowed-registries", { registries: ['x" || true'] }, "parameters.registries.0: a registry"],
    ["allowed-registries", { registries: ["a\\"] }, "parameters.registries.0: a registry"],
    [
      "allowed-registries",
      { hosts: ["a"] },
      "parameters.hosts: “Allowed registries” takes registries",
    ],
    ["no-latest-tag", { tags: ["a"] }, "takes none"],
    ["no-host-path", { allowedPaths: ["var/log"] }, "a path such as /var/log"],
    ["no-host-namespaces", { namespaces: ["hostUTS"] }, "parameters.namespaces.0"],
    ["no-host-namespaces", { namespaces: [] }, "At least one of hostPID"],
    ["labels-required", { labels: ["a b"] }, "a label's key"],
    ["forbidden-capabilities", { capabilities: ["sys_admin"] }, "a capability without CAP_"],
  ])("by %s: %j", (id, given, message) => {
    expect(refusal(id, given as Record<string, string[]>)).toThrow(message);
  });

  it("by no template at all", () => {
    expect(() => findTemplate("nothing")).toThrow("there are allowed-registries, no-latest-tag");
  });
});
