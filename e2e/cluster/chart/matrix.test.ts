import { mkdtempDisposableSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { chart, objectsOf, render, runTool, template, values } from "./helm.ts";

const schemas = join(chart, "../../.cache/kube/schemas");
const releases = Array.from({ length: 37 - 24 + 1 }, (_, index) => `1.${24 + index}.0`);

const required = ["-f", values("required")];
const overlay = ["-f", join(chart, "values-oran-vdu.yaml")];
const files = readdirSync(join(import.meta.dirname, "values"));
const cases: [name: string, args: string[]][] = [
  ...files.map((file): [string, string[]] => [file, ["-f", values(file.replace(".yaml", ""))]]),
  ["vdu", [...overlay, ...required]],
  ["vdu-everything", [...overlay, "-f", values("every-option")]],
  // Each optional feature by itself.
  ...["priorityClass.create", "networkPolicy.enabled", "openshift.enabled", "admission.enabled"]
    .concat("startupGate.enabled")
    .map((name): [string, string[]] => [name, [...required, "--set", `${name}=true`]]),
  ["no limits", [...required, "--set", "resources.limits=null"]],
  ["no tolerations", [...required, "--set-json", "tolerations=[]"]],
];

const Report = z.object({
  resources: z.array(z.object({ kind: z.string(), status: z.string(), msg: z.string() })),
});
const folder = mkdtempDisposableSync(join(tmpdir(), "telovix-chart-"));
afterAll(() => folder.remove());

/** What a release of Kubernetes says against the objects of these files. */
async function conform(release: string, path: string) {
  const skip = ["-skip", "SecurityContextConstraints"];
  // One worker: each would compile the schemas for itself.
  const how = [
    "-strict",
    "-n",
    "1",
    ...skip,
    "-output",
    "json",
    "-verbose",
    "-schema-location",
    schemas,
  ];
  const { stdout } = await runTool("kubeconform", ...how, "-kubernetes-version", release, path);
  const { resources } = Report.parse(JSON.parse(stdout));
  const count = resources.filter(({ status }) => status === "statusValid").length;
  const isFine = (status: string) => status === "statusValid" || status === "statusSkipped";
  return { count, wrong: resources.filter(({ status }) => !isFine(status)) };
}

let expected = 0;
beforeAll(async () => {
  for (const [index, [, args]] of cases.entries()) {
    const { code, stdout, stderr } = await template(...args);
    if (code !== 0) throw new Error(stderr);
    writeFileSync(join(folder.path, `${index}.yaml`), stdout);
    const kinds = objectsOf(stdout).map(({ kind }) => kind);
    expected += kinds.filter((kind) => kind !== "SecurityContextConstraints").length;
  }
});

describe(`the objects of ${cases.length} sets of values`, () => {
  it.for(releases)(
    "are right for Kubernetes %s, with no field that it does not know",
    async (release) => {
      const { count, wrong } = await conform(release, folder.path);
      expect(wrong).toEqual([]);
      expect(count).toBe(expected);
    },
  );
});

it("notices a misspelled field", async () => {
  await using wrong = mkdtempDisposableSync(join(tmpdir(), "telovix-chart-"));
  const { stdout } = await template(...required);
  const path = join(wrong.path, "wrong.yaml");
  writeFileSync(path, stdout.replace("hostPID: true", "hostPid: true"));
  expect((await conform("1.37.0", path)).wrong).toMatchObject([{ kind: "DaemonSet" }]);
});

it("passes helm lint, strictly, with the required values", async () => {
  const { code, stdout, stderr } = await runTool(
    ...(["helm", "lint", "--strict", "--kube-version", "1.24.0", chart, ...required] as const),
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).not.toMatch(/WARNING|ERROR/);
});

it("passes helm lint without any value, as a repository's check runs it", async () => {
  expect(await runTool("helm", "lint", "--strict", chart)).toMatchObject({ code: 0 });
});

it("renders for a Kubernetes older than 1.24, which may work", async () => {
  expect(await render(...required, "--kube-version", "1.23.9")).not.toEqual([]);
});
