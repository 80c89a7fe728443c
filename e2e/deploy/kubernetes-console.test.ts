import { afterAll, beforeAll, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { openBrowser } from "../browser.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { openShell, type Shell } from "./helm.ts";
import { type Taken, takeSnippet } from "./wizard.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let console: TestConsole;
let shell: Shell;
let take: (choices: Record<string, string>) => Promise<Taken>;
beforeAll(async () => {
  console = opened.use(await startConsole());
  const browser = opened.use(await openBrowser(console));
  shell = opened.use(openShell());
  const page = await browser.signedIn();
  take = (choices) => takeSnippet(page, { kind: "kubernetes", cluster: "lab", ...choices });
});
afterAll(() => opened.disposeAsync());

/** What `helm install` would make, of the chart that the Console serves. */
function objectsOf(install: string) {
  const script = install.replace("helm install", "helm template --kube-version 1.30.0");
  const objects = parseAllDocuments(shell.run(script)).map((each) => each.toJS());
  return (kind: string) => objects.find((each) => each?.kind === kind);
}

test("the repository that the page adds has the chart, with this Console in it", async () => {
  const taken = await take({});
  shell.run(taken.file("add-repository.sh"));
  const object = objectsOf(taken.file("install.sh"));
  const [container] = object("DaemonSet").spec.template.spec.containers;
  expect(container.image).toMatch(
    new RegExp(`^localhost:${console.port}/telovix/sensor@sha256:[0-9a-f]{64}$`),
  );
  expect(Object.values(object("ConfigMap").data)).toContain(console.url);
  // From another folder too: Helm reads the CA again at each use.
  expect(shell.run("mkdir -p elsewhere && cd elsewhere && helm repo update")).toContain(
    "Update Complete",
  );
  expect(() => shell.run(`helm repo add other ${console.url}/charts`)).toThrow(/certificate/);
});

test("the same by values file, and as an OCI artifact without any repository", async () => {
  const byFile = await take({ with: "values", flavor: "telecom", tag: "site:oslo" });
  const file = "values-lab.yaml";
  shell.write(file, byFile.file(file));
  const installed = objectsOf(byFile.file("install.sh"));
  const oci = await take({ with: "oci", flavor: "telecom", tag: "site:oslo" });
  shell.run(`helm repo remove telovix && rm -f telovix-ca.pem\n${oci.file("fetch-ca.sh")}`);
  expect(objectsOf(oci.file("install.sh"))("DaemonSet")).toEqual(installed("DaemonSet"));
});

test("the vDU overlay comes from the Console", async () => {
  const taken = await take({ with: "oci", vdu: "true", flavor: "telecom" });
  const object = objectsOf(taken.file("install.sh"));
  const [container] = object("DaemonSet").spec.template.spec.containers;
  expect(container.resources.limits).toEqual({ cpu: "200m", memory: "256Mi" });
  expect(object("NetworkPolicy")).toBeDefined();
  expect(JSON.stringify(object("NetworkPolicy").spec.egress)).toContain(
    `"port":${console.sensorPort}`,
  );
});

test("the admission webhook asks this Console, by its CA", async () => {
  const taken = await take({ with: "oci", admission: "true" });
  const [webhook] = objectsOf(taken.file("install.sh"))("ValidatingWebhookConfiguration").webhooks;
  expect(webhook.clientConfig).toEqual({
    url: `${console.url}/admission/v1/clusters/lab/review`,
    caBundle: btoa(console.ca),
  });
});
