import { execFileSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { partsOf } from "../../components/deploy/kubernetes/by-method.ts";
import type { ClusterPlan, InstallMethod } from "../../components/deploy/kubernetes/plan.ts";
import { replaceToken } from "../../components/deploy/kubernetes/secret.ts";
import { setOptions } from "../../components/deploy/kubernetes/set-options.ts";
import { clusterValues, type Values } from "../../components/deploy/kubernetes/values.ts";
import { yamlValues } from "../../components/deploy/snippets/yaml.ts";
import { aClusterPlan, everyClusterPlan } from "../../components/deploy/testing/cluster-plan.ts";
import { chartFolder, openShell, placeChart, type Shell, writeEchoChart } from "./helm.ts";
import { packerConsole } from "./packer.ts";

let shell: Shell;
beforeAll(() => {
  shell = openShell();
  writeEchoChart(shell);
  placeChart(shell, chartFolder);
  copyFileSync(
    join(chartFolder, "values-oran-vdu.yaml"),
    join(shell.folder, "values-oran-vdu.yaml"),
  );
});
afterAll(() => shell[Symbol.dispose]());

function textOf(method: InstallMethod, plan: ClusterPlan, name: string): string {
  const files = partsOf(method, plan).flatMap((part) => part.files);
  const file = files.find((each) => each.name === name);
  if (!file) throw new Error(`${method} has no ${name} among ${files.map((each) => each.name)}`);
  return file.text;
}

/** The last command, rendered instead of installed, as for a cluster of this version. */
const rendered = (install: string) =>
  shell.run(
    install
      .slice(install.indexOf("helm install"))
      .replace("helm install", "helm template --kube-version 1.30.0"),
  );

describe.each([...everyClusterPlan])("%s", (_name, plan) => {
  test("options and values file make the same objects of the chart", () => {
    shell.write(
      `values-${plan.clusterName}.yaml`,
      textOf("values", plan, `values-${plan.clusterName}.yaml`),
    );
    const byFile = rendered(textOf("values", plan, "install.sh"));
    expect(byFile).toContain("kind: DaemonSet");
    expect(rendered(textOf("helm", plan, "install.sh"))).toBe(byFile);
  });

  test("Terraform's value is the same, and its text is laid out as Terraform would", async () => {
    const text = textOf("terraform", plan, "telovix.tf");
    const [locals = ""] = /^locals \{\n[\s\S]*?^\}\n/m.exec(text) ?? [];
    const json = await packerConsole(locals, "jsonencode(local.telovix_values)");
    expect(JSON.parse(json)).toEqual(clusterValues(plan));
    shell.write("telovix.pkr.hcl", text);
    expect(shell.run("packer fmt -check -diff telovix.pkr.hcl")).toBe("");
  });
});

const hostile = fc.oneof(
  fc.constantFrom(
    "true",
    "null",
    "0",
    "007",
    "-1",
    "1e3",
    "a,b",
    "{a,b}",
    "a\\,b",
    "$(id)",
    "`id`",
    "!",
    "'",
    '"',
    "12:30",
    "~",
  ),
  fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 20 }),
);
const values: fc.Arbitrary<Values> = fc.record({
  word: hostile,
  list: fc.array(hostile, { minLength: 1, maxLength: 3 }),
  deep: fc.record({ word: hostile, isOn: fc.boolean(), count: fc.integer() }),
  env: fc.array(fc.record({ name: hostile, value: hostile }), { minLength: 1, maxLength: 2 }),
});

test("any text reaches the chart as it is, by option and by file", () => {
  fc.assert(
    fc.property(values, (given) => {
      shell.write("any.yaml", yamlValues(given));
      const echo = (options: string) =>
        parse(shell.run(`helm template any ./echo ${options}`)).values;
      expect(echo("-f any.yaml")).toEqual(given);
      expect(echo(setOptions(given).join(" "))).toEqual(given);
    }),
    { numRuns: 40 },
  );
});

test("a rotated token is written to the Secret that the chart reads, then the pods start again", () => {
  const { token } = aClusterPlan();
  const kubectl = `kubectl() { case $1 in apply) cat ;; rollout) echo "---"; echo "did: $*" ;; *) command kubectl "$@" ;; esac; }`;
  const [secret, restart] = shell
    .run(`${kubectl}\n${replaceToken(token)}`)
    .split("---\n")
    .map((text) => parse(text));
  expect(secret).toMatchObject({
    kind: "Secret",
    metadata: { name: "telovix-sensor-token", namespace: "telovix-system" },
    data: { enrollmentToken: btoa(token) },
  });
  expect(restart.did).toBe("rollout restart daemonset/telovix-sensor -n telovix-system");
});

test("the script for the nodes makes what containerd and CRI-O read", () => {
  const plan = aClusterPlan();
  const script = textOf("helm", plan, "trust-registry.sh").replaceAll("/etc/", "etc/");
  shell.write("trust.sh", script);
  shell.run("mkdir -p etc && dash trust.sh && dash trust.sh");
  const at = (path: string) => shell.run(`cat etc/${path}`);
  const host = "console.example.com:15483";
  expect(at(`containers/certs.d/${host}/ca.crt`).trim()).toBe(plan.caPem.trim());
  expect(at(`containerd/certs.d/${host}/ca.crt`).trim()).toBe(plan.caPem.trim());
  const toml = execFileSync("python3", [
    "-c",
    "import json, sys, tomllib; print(json.dumps(tomllib.load(open(sys.argv[1], 'rb'))))",
    join(shell.folder, "etc/containerd/certs.d", host, "hosts.toml"),
  ]).toString();
  expect(JSON.parse(toml)).toEqual({
    server: `https://${host}`,
    host: {
      [`https://${host}`]: {
        capabilities: ["pull", "resolve"],
        ca: `etc/containerd/certs.d/${host}/ca.crt`,
      },
    },
  });
});
