import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, type TestBrowser } from "../browser.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { enroll } from "../fleet.ts";
import { testCluster } from "../fleet-of-nodes.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let console: TestConsole;
let browser: TestBrowser;
beforeAll(async () => {
  console = opened.use(await startConsole());
  browser = opened.use(await openBrowser(console));
});
afterAll(() => opened.disposeAsync());

const tokenIn = (text: string | null) => /tvx_[\w-]{49}/.exec(text ?? "")?.[0] ?? "";
const shown = (page: Page, name: string) => page.getByRole("region", { name }).textContent();

/** As the documentation has it: Sensors > Deploy Sensor > Kubernetes > cluster name > Generate Token. */
async function generate(page: Page, cluster: string): Promise<string> {
  await page.getByRole("link", { name: "Sensors", exact: true }).click();
  await page.getByRole("link", { name: "Deploy Sensor" }).first().click();
  await page.getByRole("radio", { name: /Kubernetes/ }).check({ force: true });
  await page.getByLabel("Cluster name").fill(cluster);
  await page.getByRole("button", { name: "Generate Token" }).click();
  const token = tokenIn(await shown(page, "store-token.sh"));
  expect(token).toMatch(/^tvx_/);
  return token;
}

test("from a cluster's name to all of its nodes", async () => {
  const page = await browser.signedIn();
  const token = await generate(page, "oslo-prod-01");
  expect(await shown(page, "add-repository.sh")).toContain(
    `helm repo add telovix ${console.url}/charts --ca-file`,
  );
  const install = await shown(page, "install.sh");
  expect(install).toContain('--set clusterName="oslo-prod-01"');
  expect(install).not.toContain(token);
  expect(page.url()).not.toContain(token);
  await page.getByRole("button", { name: "Copy store-token.sh" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
    `--from-literal=enrollmentToken=${token}`,
  );

  const progress = page.getByRole("status").filter({ hasText: "node" });
  await progress.getByText("Waiting for the first node…").waitFor();
  const cluster = testCluster("oslo-prod-01", ["node-01", "node-02", "node-03"]);
  await using first = await cluster.enroll(console, { token, node: "node-01" });
  await progress.getByText("1 node so far").waitFor();
  await cluster.report(console, first);
  await progress.getByText("1 of 3 nodes").waitFor();
  await using _second = await cluster.enroll(console, { token, node: "node-02" });
  await progress.getByText("2 of 3 nodes").waitFor();
  await page.getByRole("listitem").filter({ hasText: "node-02" }).getByText("Healthy").waitFor();

  const other = testCluster("elsewhere", ["node-09"]);
  await expect(other.enroll(console, { token, node: "node-09" })).rejects.toThrow(
    "ClusterNameMismatch",
  );
  await page.getByRole("alert").getByText("node-09").waitFor();

  await using _third = await cluster.enroll(console, { token, node: "node-03" });
  await page.getByText("Every node of the cluster has its sensor").waitFor();
  await progress.getByText("3 of 3 nodes").waitFor();
  await page.context().close();
});

test("nodes that stay away are named after two minutes, with what to look at", async () => {
  const page = await browser.signedIn();
  await page.clock.install();
  const token = await generate(page, "bergen");
  const cluster = testCluster("bergen", ["rack-1", "rack-2"]);
  await using first = await cluster.enroll(console, { token, node: "rack-1" });
  await cluster.report(console, first);
  await page.clock.runFor(10_000);
  await page.getByText("1 of 2 nodes").waitFor();
  expect(await page.getByText("No node has come for two minutes").count()).toBe(0);
  await page.clock.runFor(120_000);
  const notice = page.getByRole("status").filter({ hasText: "No node has come" });
  await notice.getByText("Missing: rack-2.").waitFor();
  await notice.getByText("kubectl get pods -n telovix-system -o wide").waitFor();
  await page.context().close();
});

test("every way to install is made of the same choices; the token is in a file of its own", async () => {
  const page = await browser.signedIn();
  const choices = new URLSearchParams({ kind: "kubernetes", cluster: "ran-zone-a" });
  await page.goto(`/sensors/deploy?${choices}&flavor=telecom&tag=site:oslo-dc1&admission=true`);
  await page.getByRole("switch", { name: "Network policy" }).click();
  await page.waitForURL(/networkPolicy=true/);
  await page.reload();
  expect(await page.getByRole("switch", { name: "Network policy" }).isChecked()).toBe(true);
  await page.getByRole("button", { name: "Generate Token" }).click();
  const token = tokenIn(await shown(page, "store-token.sh"));
  const install = await shown(page, "install.sh");
  expect(install).toContain('--set "sensor.tags[0]=site:oslo-dc1"');
  expect(install).toContain(`--set networkPolicy.consolePort=${console.sensorPort}`);

  await page.getByRole("radio", { name: "Values file" }).click();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download values-ran-zone-a.yaml" }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe("values-ran-zone-a.yaml");
  const values = await readFile(await download.path(), "utf8");
  expect(values).toContain('flavor: "telecom"');
  expect(values).toContain(`caBundle: "${btoa(console.ca)}"`);
  expect(values).not.toContain(token);

  await page.getByRole("radio", { name: "Terraform" }).click();
  expect(await shown(page, "telovix.auto.tfvars")).toContain(token);
  expect(await shown(page, "telovix.tf")).not.toContain(token);
  await page.getByRole("radio", { name: "Argo CD" }).click();
  expect(await shown(page, "telovix-sensor-ran-zone-a.yaml")).toContain("targetRevision");
  await page.getByRole("radio", { name: "OCI" }).click();
  expect(await shown(page, "install.sh")).toContain("helm install telovix-sensor oci://");
  // None of these was the token.
  await page.getByRole("button", { name: "Start over" }).click();
  const asked = page.getByRole("alertdialog", { name: "Leave without the token?" });
  await asked.getByRole("button", { name: "Leave" }).click();
  expect(await page.getByLabel("Cluster name").inputValue()).toBe("ran-zone-a");
  await page.context().close();
});

test("a name is required, and what is folded away opens when it is wrong", async () => {
  const page = await browser.signedIn();
  await page.goto("/sensors/deploy?kind=kubernetes&namespace=Telovix");
  await page.getByText("Namespace, proxy, registry").click();
  await page.getByRole("button", { name: "Generate Token" }).click();
  await page.getByText("Enter a name for the cluster").waitFor();
  await page.getByText("no dash at either end").waitFor();
  expect(await page.getByRole("region", { name: "store-token.sh" }).count()).toBe(0);
  await page.getByRole("button", { name: "oslo-prod-01" }).click();
  await page.getByText("Known already, with 3 sensors").waitFor();
  await page.context().close();
});

test("a rotated cluster token shows how to put it into the Secret", async () => {
  const page = await browser.signedIn();
  const token = await generate(page, "stavanger");
  await page.getByRole("button", { name: "Copy store-token.sh" }).click();
  await page.getByRole("link", { name: "Enrollment Tokens" }).click();
  await page.getByRole("button", { name: `Actions for ${token.slice(0, 12)}` }).click();
  await page.getByRole("menuitem", { name: /^Rotate/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Rotate" }).click();
  const commands = await shown(page, "commands that replace the token");
  const rotated = tokenIn(commands);
  expect(rotated).not.toBe(token);
  expect(commands).toContain("--dry-run=client -o yaml | kubectl apply -f -");
  expect(commands).toContain("kubectl rollout restart daemonset/telovix-sensor -n telovix-system");
  await page.getByText("under the same sensor ids").waitFor();
  const identity = await enroll(console, {
    ...{ token: rotated, name: "node-01", clusterName: "stavanger" },
  });
  expect(identity.config.name).toMatch(/^node-01/);
  await page.context().close();
});

test("Settings > Console > CA Certificate: to see, to download, and as caBundle", async () => {
  const page = await browser.signedIn();
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Console", exact: true }).click();
  const section = page.getByRole("region", { name: "CA Certificate" });
  await section.getByText("Show PEM").click();
  await section.getByText("BEGIN CERTIFICATE").waitFor();
  const saved = page.waitForEvent("download");
  await section.getByRole("link", { name: "Download PEM" }).click();
  expect(await readFile(await (await saved).path(), "utf8")).toBe(console.ca);
  await section.getByRole("button", { name: "Copy caBundle (base64)" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(btoa(console.ca));
  await page.context().close();
});
