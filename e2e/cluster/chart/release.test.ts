import { describe, expect, it } from "vitest";
import {
  chart,
  type KubeObject,
  objectsOf,
  only,
  render,
  runTool,
  template,
  values,
} from "./helm.ts";

const required = ["-f", values("required")];
const specOf = (object: KubeObject) => Object(object.spec);

describe("an upgrade", () => {
  it("keeps the selector, which Kubernetes lets nobody change", async () => {
    const before = specOf(only(await render(...required), "DaemonSet"));
    const after = specOf(only(await render("-f", values("every-option")), "DaemonSet"));
    expect(after.selector).toEqual(before.selector);
    const { "app.kubernetes.io/name": name, "app.kubernetes.io/instance": instance } =
      after.template.metadata.labels;
    expect(after.selector.matchLabels).toEqual({
      "app.kubernetes.io/name": name,
      "app.kubernetes.io/instance": instance,
    });
  });

  it("rolls the pods when what they read has changed, and only then", async () => {
    const annotations = async (...args: string[]) =>
      specOf(only(await render(...args), "DaemonSet")).template.metadata.annotations;
    const before = await annotations(...required);
    expect(await annotations(...required, "--set", "admission.timeoutSeconds=5")).toEqual(before);
    expect(await annotations(...required, "--set", "clusterName=other")).not.toEqual(before);
    const token = ["-f", values("token")];
    const other = `sensor.enrollmentToken=tvx_${"B".repeat(49)}`;
    expect(await annotations(...token, "--set", other)).not.toEqual(await annotations(...token));
  });
});

it("renders the same text each time, as GitOps needs it", async () => {
  const [first, second] = [await template(...required), await template(...required)];
  expect(second.stdout).toBe(first.stdout);
});

it("has an install ID for each release", async () => {
  const idOf = async (...args: string[]) =>
    Object(only(await render(...args), "ConfigMap").data).installId;
  const id = await idOf(...required);
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(await idOf(...required, "--set", "flavor=telecom")).toBe(id);
  expect(await idOf(...required, "--namespace", "other")).not.toBe(id);
});

describe("the token", () => {
  it("is in a Secret alone, without the line feed of its file", async () => {
    const token = `tvx_${"A".repeat(49)}`;
    const set = ["--set-json", `sensor.enrollmentToken=${JSON.stringify(`${token}\n`)}`];
    const objects = await render("-f", values("token"), ...set);
    const secret = only(objects, "Secret");
    expect(atob(Object(secret.data).enrollmentToken)).toBe(token);
    const others = JSON.stringify(objects.filter((each) => each !== secret));
    expect(others).not.toContain(token);
    expect(others).not.toContain(btoa(token));
  });

  it("is in no object when an existing Secret has it", async () => {
    const objects = await render(...required);
    expect(objects.some(({ kind }) => kind === "Secret")).toBe(false);
    expect(specOf(only(objects, "DaemonSet")).template.spec.volumes).toContainEqual(
      expect.objectContaining({
        secret: expect.objectContaining({ secretName: "telovix-sensor-token" }),
      }),
    );
  });
});

it("logs in to the image's registry with the deploy token, which is nowhere else", async () => {
  const objects = await render("-f", values("served"));
  const secret = only(objects, "Secret");
  expect(secret.type).toBe("kubernetes.io/dockerconfigjson");
  const login = {
    username: "telovix",
    password: "read-only-deploy-token",
    auth: btoa("telovix:read-only-deploy-token"),
  };
  expect(JSON.parse(atob(Object(secret.data)[".dockerconfigjson"]))).toEqual({
    auths: { "192.0.2.7:15483": login },
  });
  const others = objects.filter((each) => each !== secret);
  expect(JSON.stringify(others)).not.toContain("read-only-deploy-token");
  expect(specOf(only(objects, "DaemonSet")).template.spec.imagePullSecrets).toEqual([
    { name: "telovix-sensor-registry" },
  ]);
});

it("tests with a pod that the DaemonSet does not take for its own", async () => {
  const objects = objectsOf((await template("-f", values("served"))).stdout);
  const pod = only(objects, "Pod");
  expect(pod.metadata.labels).toMatchObject({ "app.kubernetes.io/name": "telovix-sensor-test" });
  expect(pod.metadata.annotations).toMatchObject({ "helm.sh/hook": "test" });
  expect(specOf(pod)).toMatchObject({
    hostNetwork: true,
    restartPolicy: "Never",
    automountServiceAccountToken: false,
    containers: [{ args: ["check", "--kubernetes", "--state", "mem:"] }],
  });
});

it("makes another release's name part of every object's name", async () => {
  const place = ["--namespace", "telovix-system", "--kube-version", "1.24.0"];
  const { stdout } = await runTool("helm", "template", "edge", chart, ...place, ...required);
  const names = objectsOf(stdout).map(({ metadata }) => metadata.name);
  expect(new Set(names)).toEqual(new Set(["edge-telovix-sensor", "edge-telovix-sensor-test"]));
});
