import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client } from "../client.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { eventually } from "../eventually.ts";
import { openLab } from "./open-lab.ts";
import { pauseImage } from "./pause-image.ts";
import { cleanUp, namespace, release } from "./release.ts";

// The document's heading "Kubernetes admission webhook", with a Console of its own that may stop.
const lab = openLab();
const watched = "shop";
let ours: TestConsole;
let api: Client;

beforeAll(async () => {
  await cleanUp(lab);
  ours = await startConsole({ host: lab.console.host });
  api = await ours.apiClient("admin");
  await writeFile(join(lab.folder, "webhook-ca.pem"), ours.ca);
  await rm(join(lab.folder, "own"), { recursive: true, force: true });
  await mkdir(join(lab.folder, "own"));
  await lab.helm(
    ...["pull", "telovix-sensor", "--repo", `${ours.url}/charts`],
    ...["--ca-file", join(lab.folder, "webhook-ca.pem"), "--destination", join(lab.folder, "own")],
  );
  // A name that the Console has not heard of gets its default answer only.
  const body = { type: "cluster", clusterName: "prod-cluster" };
  expect(await api.call("/api/v1/enrollment-tokens", { body })).toMatchObject({ status: 201 });
  await lab.kubectl("create", "namespace", watched);
  await lab.kubectl("create", "namespace", namespace);
  expect(await install("install", "Ignore")).toMatchObject({ code: 0 });
});
afterAll(async () => {
  await lab.kubectl("delete", "namespace", watched, "--ignore-not-found");
  await cleanUp(lab);
  api.close();
  lab.api.close();
  await ours[Symbol.asyncDispose]();
});

/** The values of the document; no sensor has to run for this. */
async function install(verb: "install" | "upgrade", failurePolicy: string) {
  const values = {
    sensor: { consoleUrl: ours.url, existingSecret: "later", verifyExistingSecret: false },
    clusterName: "prod-cluster",
    nodeSelector: { runs: "nowhere" },
    admission: {
      enabled: true,
      consoleUrl: ours.url,
      caBundle: Buffer.from(ours.ca).toString("base64"),
      failurePolicy,
      excludeNamespaces: ["kube-system", "telovix-system"],
      timeoutSeconds: 10,
    },
  };
  await writeFile(join(lab.folder, "webhook.yaml"), JSON.stringify(values));
  const [chart = ""] = await readdir(join(lab.folder, "own"));
  return lab.tryHelm(
    ...[verb, release, join(lab.folder, "own", chart), "--namespace", namespace],
    ...["-f", join(lab.folder, "webhook.yaml")],
  );
}

const pod = (name: string, inNamespace: string, securityContext: object = {}) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace: inNamespace },
  spec: {
    terminationGracePeriodSeconds: 1,
    containers: [{ name: "main", image: pauseImage, imagePullPolicy: "Never", securityContext }],
  },
});
const privileged = (inNamespace: string) => pod("mighty", inNamespace, { privileged: true });

/** As `kubectl apply` would, with all that is asked before, but without the pod. */
const tryOut = (object: object) => lab.apply([object], "--dry-run=server");

async function rule(draft: object): Promise<string> {
  const { status, json, text } = await api.call("/api/v1/admission/rules", { body: draft });
  expect(status, text).toBe(201);
  return json.id;
}

test("the configuration is as the values have it", async () => {
  const { webhooks } = await lab.get("validatingwebhookconfiguration", release);
  expect(webhooks).toMatchObject([
    {
      clientConfig: { url: `${ours.url}/admission/v1/clusters/prod-cluster/review` },
      failurePolicy: "Ignore",
      timeoutSeconds: 10,
      sideEffects: "None",
      namespaceSelector: {
        matchExpressions: [
          {
            key: "kubernetes.io/metadata.name",
            operator: "NotIn",
            values: ["kube-system", namespace],
          },
        ],
      },
    },
  ]);
  const given = Buffer.from(webhooks[0].clientConfig.caBundle, "base64").toString();
  expect(given.trim()).toBe(ours.ca.trim());
});

describe("with rules in the Console's Admission view", () => {
  beforeAll(async () => {
    await rule({ name: "No privileged containers", templateId: "no-privileged" });
    const expression = 'containers.exists(c, c.image.startsWith("telovix.test/"))';
    await rule({
      name: "Test images",
      message: "This is a test image.",
      action: "warn",
      expression,
    });
    await eventually(
      "the rule in force",
      10_000,
      async () => (await tryOut(privileged(watched))).code === 1,
    );
  });

  test("what violates one that denies is not created, and kubectl says why", async () => {
    const { code, stderr } = await tryOut(privileged(watched));
    expect(code).toBe(1);
    expect(stderr).toContain('admission webhook "pods.admission.telovix.io" denied the request');
    expect(stderr).toContain("Privileged containers are not allowed.");
  });

  test("what violates one that warns is created with a warning, and runs", async () => {
    const { code, stderr } = await lab.apply([pod("modest", watched)]);
    expect(code).toBe(0);
    expect(stderr).toContain("Warning: ");
    expect(stderr).toContain("This is a test image.");
    await lab.kubectl(
      "wait",
      "pod/modest",
      "-n",
      watched,
      "--for=condition=Ready",
      "--timeout=60s",
    );
  });

  test("a privileged container is not smuggled into a running pod", async () => {
    const debug = ["debug", "modest", "-n", watched, `--image=${pauseImage}`];
    const { code, stderr } = await lab.tryKubectl(...debug, "--profile=sysadmin");
    expect(code).toBe(1);
    expect(stderr).toContain("Privileged containers are not allowed.");
  });

  test("a controller's pods are asked about as well", async () => {
    const { spec } = privileged(watched);
    const labels = { app: "mighty" };
    const deployment = {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "mighty", namespace: watched },
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
    };
    expect(await lab.apply([deployment])).toMatchObject({ code: 0 });
    const seen = await eventually("the event", 30_000, async () => {
      const { items } = await lab.get("events", "-n", watched);
      return items.find(({ reason }: { reason: string }) => reason === "FailedCreate");
    });
    expect(seen.message).toContain("Privileged containers are not allowed.");
    await lab.kubectl("delete", "deployment", "mighty", "-n", watched);
  });

  test("excluded namespaces are not asked about", async () => {
    expect(await tryOut(privileged("kube-system"))).toMatchObject({ code: 0 });
    expect(await tryOut(privileged(namespace))).toMatchObject({ code: 0 });
  });

  test("the decisions log has rule, cluster and object", async () => {
    const decisions = await eventually("decisions", 15_000, async () => {
      const { json } = await api.call("/api/v1/admission/decisions");
      return json.items.length >= 2 && json.items;
    });
    const denied = decisions.find((each: { outcome: string }) => each.outcome === "denied");
    expect(JSON.stringify(denied)).toContain("No privileged containers");
    expect(denied).toMatchObject({ cluster: "prod-cluster", namespace: watched });
  });
});

describe("while the Console is unreachable", () => {
  beforeAll(async () => void (await ours.stop()));
  afterAll(() => ours.start());

  test("failurePolicy Ignore lets pods through", async () => {
    expect(await tryOut(privileged(watched))).toMatchObject({ code: 0 });
  });

  test("failurePolicy Fail blocks all pod creation in monitored namespaces, and in no others", async () => {
    expect(await install("upgrade", "Fail")).toMatchObject({ code: 0 });
    const blocked = await eventually("a blocked pod", 15_000, async () => {
      const { code, stderr } = await tryOut(pod("modest-too", watched));
      return code === 1 && stderr;
    });
    expect(blocked).toContain('failed calling webhook "pods.admission.telovix.io"');
    expect(await tryOut(pod("modest-too", "kube-system"))).toMatchObject({ code: 0 });
    // The sensor itself can always start.
    expect(await tryOut(privileged(namespace))).toMatchObject({ code: 0 });
  });
});

test("with the Console back, its rules decide again", async () => {
  await eventually("an allowed pod", 15_000, async () => {
    return (await tryOut(pod("modest-too", watched))).code === 0;
  });
  const { stderr } = await tryOut(privileged(watched));
  expect(stderr).toContain("Privileged containers are not allowed.");
});
