import { readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chart, template, values } from "./chart/helm.ts";
import { openLab } from "./open-lab.ts";

const lab = openLab();
const namespace = "chart-install";
const place = ["telovix-sensor", chart, "--namespace", namespace];
// These releases run nowhere: what the pods do is for the other files.
const nowhere = ["--set", "nodeSelector.runs=nowhere"];
const install = (...args: string[]) =>
  lab.tryHelm("install", ...place, "-f", values("prod"), ...nowhere, ...args);

beforeAll(async () => {
  await lab.kubectl("create", "namespace", namespace);
});
afterAll(async () => {
  await lab.tryHelm("uninstall", "telovix-sensor", "--namespace", namespace);
  await lab.kubectl("delete", "namespace", namespace);
});

describe("If helm install fails with Error: INSTALLATION FAILED", () => {
  const next =
    "kubectl create secret generic telovix-sensor-token --namespace chart-install --from-literal=enrollmentToken=<token>";

  test("the Secret is missing: it says so, and installs nothing", async () => {
    const { code, stderr } = await install();
    expect(code).toBe(1);
    expect(stderr).toBe(
      `Error: INSTALLATION FAILED: execution error at (telovix-sensor/templates/validate/first/values.yaml:8:4): Secret telovix-sensor-token (sensor.existingSecret) does not exist in namespace chart-install. Create it: ${next}. If it comes later, add --set sensor.verifyExistingSecret=false\n`,
    );
    expect(await lab.helm("list", "--all", "--short", "--namespace", namespace)).toBe("");
  });

  test("the Secret has another key", async () => {
    const secret = ["create", "secret", "generic", "telovix-sensor-token", "-n", namespace];
    await lab.kubectl(...secret, "--from-literal=token=x");
    const { stderr } = await install();
    expect(stderr).toContain(
      `Secret telovix-sensor-token has no key enrollmentToken (sensor.existingSecret). Make it again: ${next}\n`,
    );
    await lab.kubectl("delete", "secret", "telovix-sensor-token", "-n", namespace);
  });
});

test("a Secret that comes later is not waited for, and the notes say what is next", async () => {
  const { code, stdout } = await install("--set", "sensor.verifyExistingSecret=false");
  expect(code).toBe(0);
  expect(stdout).toContain("https://console.example.com:15483/sensors?cluster=oslo-prod-01\n");
  expect(stdout).toContain(`helm test telovix-sensor -n ${namespace}\n`);
  await lab.helm("uninstall", "telovix-sensor", "--namespace", namespace);
});

// What schemas cannot say: names, quantities, references between fields.
const files = readdirSync(join(import.meta.dirname, "chart/values"));
test.for(files)("the API server takes every object of %s", async (file) => {
  const all = ["--set", "openshift.enabled=false", "--skip-tests", "--namespace", namespace];
  const { stdout } = await template("-f", values(file.slice(0, -5)), ...all);
  const path = join(lab.folder, file);
  await writeFile(path, stdout);
  const { code, stderr } = await lab.tryKubectl("apply", "--dry-run=server", "-f", path);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});
