import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { docBlocks } from "../../components/deploy/testing/doc-blocks.ts";
import { cloudConfig, packerInline } from "../../components/deploy/testing/shell-texts.ts";
import type { Client } from "../client.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { eventually } from "../eventually.ts";
import { batchToken } from "../fleet-of-many.ts";
import { boot, type Machine } from "../host/machine.ts";
import { productEnv } from "../product-process.ts";
import { type MovingHost, movingHost } from "./clouds.ts";
import { runOnHost } from "./run-on-host.ts";
import { consoleName, departureOf, sensorCalled, wipe } from "./scene.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
const run = promisify(execFile);
const well = { code: 0, leaked: "" };
const blocks = new Map([
  ...docBlocks("ephemeral-cloud-init.md"),
  ...docBlocks("ephemeral-removal.md"),
]);
const used = new Set<string>();
let console: TestConsole;
let api: Client;
let host: Machine;
let cloud: MovingHost;
/** A batch token for the blocks that say `<token>`. */
let token: string;
beforeAll(async () => {
  console = opened.use(await startConsole({ host: consoleName }));
  api = opened.use(await console.apiClient("admin"));
  token = await batchToken(console, 20);
  cloud = movingHost("gcp");
  const trust = { metadata: cloud, trustedCa: console.ca };
  host = opened.use(await boot({ hostname: "docs-1", consoleName, ...trust }));
});
afterAll(() => opened.disposeAsync());
beforeEach(() => wipe(host));

/** A block as a reader would use it: with the real URL and a real token in it. */
function block(label: string): string {
  const text = blocks.get(label);
  if (text === undefined) throw new Error(`No block is called ${label}`);
  used.add(label);
  return text
    .replaceAll("https://console.example.com:15483", console.url)
    .replaceAll("<token>", token);
}

async function onHost(text: string, env: Record<string, string> = {}, shell = ["bash", "-e"]) {
  const outcome = await runOnHost(host, { text: `cd /root\n${text}`, shell, env });
  expect(outcome).toMatchObject(well);
  return outcome.stdout.trim();
}

test.for([
  ["name-aws", "aws", /^i-0123456789abcdef0-worker$/],
  ["name-gcp", "gcp", /^autoscale-x7k2$/],
  ["name-azure", "azure", /^02aab8a4-74ef-476e-8182-f6d2ba4166a6$/],
  ["name-generic", "none", /^docs-1-\d{14}$/],
  ["name-ci", "none", /^ci-12-0$/],
] as const)("%s on %s", async ([label, where, name]) => {
  cloud.moveTo(where);
  const shown = await onHost(`${block(label)}echo "$NODE_NAME"`, { CI_PIPELINE_ID: "12" });
  expect(shown).toMatch(name);
});

test("cloud-config, and logout as the last step", async () => {
  cloud.moveTo("aws");
  for (const { content } of cloudConfig(block("cloud-config")).write_files)
    await onHost(content, {}, ["dash"]);
  const sensor = await sensorCalled(api, "i-0123456789abcdef0");
  expect(sensor).toMatchObject({ tags: ["env:lab", "pool:autoscale"], ephemeral: true });
  await onHost(block("logout"));
  expect(await departureOf(api, sensor.id)).toBe("decommissioned");
});

test("the image, user data at launch, and the termination hook", async () => {
  cloud.moveTo("azure");
  for (const inline of packerInline(block("packer"))) await onHost(inline, {}, ["sh", "-e"]);
  await onHost(block("user-data"), {}, ["dash"]);
  const sensor = await sensorCalled(api, "02aab8a4-74ef-476e-8182-f6d2ba4166a6");
  await onHost(block("hook"));
  expect(await departureOf(api, sensor.id)).toBe("uninstalled");
});

test("--ephemeral with a clock of its own, then in memory only", async () => {
  cloud.moveTo("none");
  await onHost(block("install"));
  const sensor = await sensorCalled(api, "docs-1");
  expect(sensor).toMatchObject({ ephemeral: true, removeAfterSeconds: 600 });
  await host.sh("systemctl stop telovix-sensor");
  expect(await departureOf(api, sensor.id)).toBe("clean_exit");

  await onHost(block("ca"));
  const until = "until [ -e /run/enough ]; do sleep 0.2; done";
  const running = onHost(`${block("memory").trim()} &\n${until}\nkill $! && wait $!`);
  const job = await sensorCalled(api, "job-42");
  await host.sh("touch /run/enough");
  await running;
  expect(await departureOf(api, job.id)).toBe("clean_exit");
});

test("tokens from a script, with a key that can do nothing else", async () => {
  const root = join(import.meta.dirname, "..", "..");
  const { stdout: key } = await run("bash", ["-c", block("api-key")], {
    cwd: root,
    env: productEnv(console.env),
  });
  await onHost(block("api-header"), { TELOVIX_API_KEY: key.trim() });
  expect(await host.sh("stat -c %a /root/telovix-api.header")).toBe("600\n");
  const [made] = JSON.parse(await onHost(block("mint"))).tokens;
  expect(made).toMatchObject({ type: "batch", maxUses: 50, tags: ["pool:autoscale"] });
  const [slow] = JSON.parse(await onHost(block("mint-ephemeral"))).tokens;
  expect(slow).toMatchObject({ maxUses: 200, ephemeral: true, removeAfterSeconds: 600 });
});

test("what fell silent is found, and deleted in bulk", async () => {
  await api.call("/api/v1/settings", {
    method: "PATCH",
    body: { status: { staleAfterSeconds: 5 } },
  });
  await onHost(block("user-data"), {}, ["dash"]);
  const lost = await sensorCalled(api, "docs-1");
  await host.sh(
    `mkdir /run/systemd/system/telovix-sensor.service.d && cd $_
    printf '[Service]\\nRestart=no\\n' >dead.conf && systemctl daemon-reload
    systemctl kill --signal=KILL telovix-sensor`,
  );
  const key = await console.cli("api-key", "create", "--name", "cleaner", "--role", "admin");
  await onHost(block("api-header"), { TELOVIX_API_KEY: key.trim() });
  await eventually("docs-1 among what is offline", 40_000, async () => {
    return JSON.parse(await onHost(block("find"))).items[0]?.name === "docs-1";
  });
  expect(JSON.parse(await onHost(block("delete")))).toMatchObject({ matched: 1 });
  expect(await departureOf(api, lost.id)).toBe("deleted");
});

test("every block of both pages was run", () => {
  expect([...used].sort()).toEqual([...blocks.keys()].sort());
});
