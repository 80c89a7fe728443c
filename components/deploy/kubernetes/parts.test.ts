import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { aClusterPlan, everyClusterPlan } from "../testing/cluster-plan.ts";
import { partsOf } from "./by-method.ts";
import { type ClusterPlan, type InstallMethod, installMethods } from "./plan.ts";
import { clusterValues } from "./values.ts";

const filesOf = (method: InstallMethod, plan: ClusterPlan) =>
  partsOf(method, plan).flatMap(({ files }) => files);
const textOf = (method: InstallMethod, plan: ClusterPlan, name: string) => {
  const file = filesOf(method, plan).find((each) => each.name === name);
  if (!file) throw new Error(`${method} has no ${name}`);
  return file.text;
};
const all = [...everyClusterPlan].flatMap(([name, plan]) =>
  installMethods.map((method) => ({ label: `${method}-${name}`, method, plan })),
);

describe("the documentation's commands, word for word", () => {
  const plan = aClusterPlan();
  test("the Secret", () => {
    expect(textOf("helm", plan, "store-token.sh")).toBe(`kubectl create namespace telovix-system

kubectl create secret generic telovix-sensor-token \\
  --namespace telovix-system \\
  --from-literal=enrollmentToken=${plan.token}
`);
  });

  test("the quick install", () => {
    expect(
      textOf("helm", plan, "install.sh"),
    ).toBe(`helm install telovix-sensor telovix/telovix-sensor \\
  --namespace telovix-system \\
  --set sensor.consoleUrl="https://console.example.com:15483" \\
  --set sensor.existingSecret="telovix-sensor-token" \\
  --set clusterName="prod-cluster"
`);
  });

  test("the telecom flavor", () => {
    const tags = ["site:oslo-dc1", "domain:ran", "plmn:242-01"];
    const telecom = aClusterPlan({ clusterName: "ran-zone-a", flavor: "telecom", tags });
    expect(
      textOf("helm", telecom, "install.sh").split("\n").slice(4).join("\n"),
    ).toBe(`  --set clusterName="ran-zone-a" \\
  --set flavor=telecom \\
  --set "sensor.tags[0]=site:oslo-dc1" \\
  --set "sensor.tags[1]=domain:ran" \\
  --set "sensor.tags[2]=plmn:242-01"
`);
  });

  test("a values file, and the overlay before it", () => {
    const vdu = everyClusterPlan.get("vdu") ?? plan;
    expect(textOf("values", vdu, "install.sh")).toContain(`  --namespace telovix-system \\
  -f values-oran-vdu.yaml \\
  -f values-prod-cluster.yaml
`);
  });

  test("what to do about AlreadyExists", () => {
    const notes = partsOf("helm", plan).flatMap((part) => part.notes);
    expect(notes.join("\n")).toContain(
      "`kubectl delete secret telovix-sensor-token -n telovix-system`",
    );
  });
});

describe("commands", { timeout: 30_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "telovix-kubernetes-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const scripts = new Map(
    all.flatMap(({ label, method, plan }) =>
      filesOf(method, plan)
        .filter(({ language }) => language === "sh")
        .map(({ name, text }) => [text, join(folder, `${label}-${name}`)] as const),
    ),
  );
  for (const [text, path] of scripts) writeFileSync(path, text);
  const paths = [...scripts.values()];

  test("are many", () => {
    expect(paths.length).toBeGreaterThan(40);
  });

  test.each(["dash", "bash"])("are accepted by %s", (shell) => {
    for (const path of paths) execFileSync(shell, ["-n", path]);
  });

  test("are accepted by shellcheck", () => {
    const args = ["--shell=sh", "--severity=style", ...paths];
    expect(execFileSync("shellcheck", args, { encoding: "utf8" })).toBe("");
  });
});

test.each(all)("$label: the token is in the Secret, and in nothing that is kept", (each) => {
  const holders = filesOf(each.method, each.plan).filter(({ text }) =>
    text.includes(each.plan.token),
  );
  const where = each.method === "terraform" ? "telovix.auto.tfvars" : "store-token.sh";
  expect(holders.map(({ name }) => name)).toEqual([where]);
});

test.each(installMethods)("%s pins a Console that no authority vouches for", (method) => {
  const text = (pin: string | null) =>
    filesOf(method, aClusterPlan({ pin, admission: true }))
      .map((file) => file.text)
      .join("\n");
  const { pin } = aClusterPlan();
  expect(text(pin)).toContain(`-k --pinnedpubkey ${pin} \\\n  -o telovix-ca.pem`);
  expect(text(pin)).toContain("caBundle");
  expect(text(null)).not.toMatch(
    / -k\b|pinnedpubkey|telovix-ca\.pem|ca-file|ca_file|certs\.d|caBundle/,
  );
});

test("a Console without a port in its address has a registry with one", () => {
  const text = filesOf("oci", aClusterPlan({ consoleUrl: "https://telovix.example.com" }))
    .map((file) => file.text)
    .join("\n");
  expect(text).toContain("registry=telovix.example.com:443\n");
  expect(text).toContain("oci://telovix.example.com:443/telovix/charts/telovix-sensor");
});

test.each([...everyClusterPlan])("%s: the values file is the values", (_name, plan) => {
  const text = textOf("values", plan, `values-${plan.clusterName}.yaml`);
  expect(parse(text, { version: "1.1" })).toEqual(clusterValues(plan));
});

test.each([...everyClusterPlan])("%s: Argo CD gets the same values", (_name, plan) => {
  const text = textOf("argo_cd", plan, `telovix-sensor-${plan.clusterName}.yaml`);
  expect(parse(text, { version: "1.1" })).toMatchObject({
    kind: "Application",
    metadata: { name: plan.release },
    spec: {
      source: {
        repoURL: "https://console.example.com:15483/charts",
        chart: "telovix-sensor",
        targetRevision: "0.1.0",
        helm: { releaseName: plan.release, valuesObject: clusterValues(plan) },
      },
      destination: { namespace: plan.namespace },
    },
  });
});

test("values say what was chosen, and nothing that the chart says itself", () => {
  const chosen = (name: string) => clusterValues(everyClusterPlan.get(name) ?? aClusterPlan());
  const plain = chosen("plain");
  expect(plain).toEqual({
    sensor: {
      consoleUrl: "https://console.example.com:15483",
      existingSecret: "telovix-sensor-token",
    },
    clusterName: "prod-cluster",
  });
  expect(chosen("vdu")).toEqual(plain);
  expect(chosen("vdu-standard")).toMatchObject({
    flavor: "standard",
    sensor: { nodeRole: "o_cu" },
  });
  expect(chosen("policy")).toEqual({ ...plain, networkPolicy: { enabled: true } });
  expect(chosen("policy-port").networkPolicy).toEqual({ enabled: true, consolePort: 443 });
  expect(chosen("all").networkPolicy).toEqual({
    enabled: true,
    consolePort: 443,
    enrollPort: 8080,
  });
  expect(chosen("priority")).toEqual({ ...plain, priorityClass: { create: true } });
  expect(chosen("gate")).toEqual({ ...plain, startupGate: { enabled: true } });
  expect(chosen("admission").admission).toEqual({
    enabled: true,
    consoleUrl: "https://console.example.com:15483",
    caBundle: aClusterPlan().caBundle,
    failurePolicy: "Ignore",
    excludeNamespaces: ["kube-system", "telovix-system"],
    timeoutSeconds: 10,
  });
  expect(chosen("mirror").image).toEqual({ repository: "registry.example.com/telovix/sensor" });
});
