import { afterAll, beforeAll, expect, test } from "vitest";
import { gitlabScripts, workflowSteps } from "../../components/deploy/testing/shell-texts.ts";
import { eventually } from "../eventually.ts";
import { runContainer } from "./container.ts";
import { buildHcl, buildJson, terraformValue } from "./packer.ts";
import { runOnHost } from "./run-on-host.ts";
import {
  consoleName,
  type DeployScene,
  departureOf,
  openDeployScene,
  openToPacker,
  sensorCalled,
  wipe,
} from "./scene.ts";
import { takeSnippet } from "./wizard.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let scene: DeployScene;
beforeAll(async () => {
  scene = opened.use(
    await openDeployScene({
      naming: "instance",
      tag: "env:lab,pool:autoscale",
      removeAfter: "600",
    }),
  );
});
afterAll(() => opened.disposeAsync());

const take = (choices: Record<string, string>) => takeSnippet(scene.page, choices);
/** As at the machine's end: an ephemeral sensor says goodbye when its unit is stopped. */
const stopService = () => scene.host.sh("systemctl stop telovix-sensor");
const well = { code: 0, leaked: "" };

test("a token in a command line would be seen", async () => {
  const text = `sh -c 'sleep 0.5' tvx_${"x".repeat(49)}`;
  const { leaked } = await runOnHost(scene.host, { text, shell: ["sh"] });
  expect(leaked).toContain("/cmdline");
});

test("cloud-config: cloud-init enrolls the machine at its boot, under its instance's name", async () => {
  const { api, host } = scene;
  const sensor = await sensorCalled(api, "autoscale-x7k2");
  expect(sensor).toMatchObject({
    tags: ["env:lab", "pool:autoscale"],
    ephemeral: true,
    removeAfterSeconds: 600,
    role: "generic_linux",
  });
  expect(await host.sh("ls /run")).not.toContain("telovix-enroll.sh");
  await scene.page.getByText("1 of 10 expected").waitFor();
  await scene.page.getByRole("link", { name: "autoscale-x7k2" }).waitFor();
  await stopService();
  expect(await departureOf(api, sensor.id)).toBe("clean_exit");
});

test("the host command, in a root shell", async () => {
  const { api, host } = scene;
  await wipe(scene.host);
  const taken = await take({
    kind: "host",
    naming: "fixed",
    name: "web-1",
    role: "edge",
    tag: "env:prod",
    flavor: "telecom",
  });
  const text = taken.file("install-sensor.sh");
  expect(await runOnHost(host, { text, shell: ["bash"] })).toMatchObject(well);
  const sensor = await sensorCalled(api, "web-1");
  expect(sensor).toMatchObject({
    role: "edge",
    flavor: "telecom",
    tags: ["env:prod"],
    ephemeral: false,
  });
  await host.sh("telovix-sensor logout");
  expect(await departureOf(api, sensor.id)).toBe("decommissioned");
});

test("user data, a second run of it, and the termination hook of a permanent machine", async () => {
  const { api, host, cloud } = scene;
  cloud.moveTo("aws");
  await wipe(scene.host);
  const taken = await take({ kind: "user_data", naming: "instance_suffix", ephemeral: "false" });
  const script = { text: taken.file("user-data.sh"), shell: ["dash"] };
  expect(await runOnHost(host, script)).toMatchObject(well);
  const sensor = await sensorCalled(api, "i-0123456789abcdef0-worker");
  expect(sensor).toMatchObject({ ephemeral: false, tags: [] });
  expect(await runOnHost(host, script)).toMatchObject(well);
  expect(await sensorCalled(api, sensor.name)).toMatchObject({ id: sensor.id });
  const hook = { text: taken.file("on-termination.sh"), shell: ["bash"] };
  expect(await runOnHost(host, hook)).toMatchObject(well);
  expect(await departureOf(api, sensor.id)).toBe("uninstalled");
  expect(
    (await host.exec("ls -d /usr/local/bin/telovix-sensor /var/lib/telovix-sensor")).stdout,
  ).toBe("");
});

test.for([
  ["terraform_aws", "awsV1", "i-0fedcba9876543210-node"],
  ["terraform_gcp", "gcp", "autoscale-x7k2-node"],
  ["terraform_azure", "azure", "02aab8a4-74ef-476e-8182-f6d2ba4166a6-node"],
] as const)("%s: what it gives the cloud enrolls %s", async ([kind, where, name]) => {
  const { api, host, cloud } = scene;
  cloud.moveTo(where);
  await wipe(scene.host);
  const taken = await take({ kind, naming: "instance_suffix", suffix: "-node", tag: "pool:tf" });
  const text = await terraformValue(taken.file("telovix.tf"), taken.file("telovix.auto.tfvars"));
  expect(await runOnHost(host, { text, shell: ["dash"] })).toMatchObject(well);
  const sensor = await sensorCalled(api, name);
  expect(sensor).toMatchObject({ tags: ["pool:tf"], ephemeral: true });
  await stopService();
  expect(await departureOf(api, sensor.id)).toBe("clean_exit");
});

test("Packer bakes the executable and no identity; the launch enrolls without downloading it", async () => {
  const { api, host, cloud } = scene;
  cloud.moveTo("none");
  await wipe(scene.host);
  const taken = await take({ kind: "packer", naming: "instance_suffix", suffix: "-baked" });
  const builder = await openToPacker(host);
  await buildHcl(taken.file("telovix.pkr.hcl"), builder);
  await wipe(host);
  await buildJson(taken.file("telovix.pkr.json"), builder);
  expect(await host.sh("find /etc/telovix-sensor /var/lib/telovix-sensor -type f")).toBe("");
  const received = async () =>
    Number(await host.sh("cat /sys/class/net/host0/statistics/rx_bytes"));
  const before = await received();
  const launch = { text: taken.file("user-data.sh"), shell: ["dash"] };
  expect(await runOnHost(host, launch)).toMatchObject(well);
  expect((await received()) - before).toBeLessThan(2_000_000);
  const sensor = await sensorCalled(api, "deploy-1-baked");
  await stopService();
  expect(await departureOf(api, sensor.id)).toBe("clean_exit");
});

test("GitHub Actions: the steps enroll the runner and let it go", async () => {
  const { api, host } = scene;
  await wipe(scene.host);
  const taken = await take({ kind: "github_actions", tag: "pool:ci" });
  const steps = workflowSteps(taken.file("telovix.yml"));
  const expressions: Record<string, string> = {
    "${{ secrets.TELOVIX_TOKEN }}": taken.file("telovix-token.txt").trim(),
    "${{ strategy.job-index }}": "2",
  };
  const job = { GITHUB_RUN_ID: "4711", GITHUB_RUN_ATTEMPT: "1", GITHUB_JOB: "build" };
  const runStep = ({ run, env }: (typeof steps)[number]) => {
    const filled = Object.entries(env).map(([key, value]) => [key, expressions[value] ?? value]);
    const all = { ...job, RUNNER_TEMP: "/home/runner", ...Object.fromEntries(filled) };
    return runOnHost(host, { text: run, shell: ["bash", "-e"], user: "runner", env: all });
  };
  const [start, work, stop] = steps;
  if (!start || !work || !stop) throw new Error("Three steps are expected.");
  expect(await runStep(start)).toMatchObject(well);
  const sensor = await sensorCalled(api, "ci-4711-1-build-2");
  expect(sensor).toMatchObject({ tags: ["pool:ci"], ephemeral: true });
  expect(await runStep(work)).toMatchObject(well);
  expect(stop.if).toBe("always()");
  expect(await runStep(stop)).toMatchObject(well);
  expect(await departureOf(api, sensor.id)).toBe("decommissioned");
});

test("GitLab CI: before_script enrolls the runner, after_script lets it go", async () => {
  const { api, host } = scene;
  await wipe(scene.host);
  const taken = await take({ kind: "gitlab_ci", tag: "pool:ci" });
  const [job = "", after = ""] = gitlabScripts(taken.file(".gitlab-ci.yml"));
  const env = {
    TELOVIX_TOKEN: taken.file("telovix-token.txt").trim(),
    CI_PIPELINE_ID: "12",
    CI_JOB_ID: "345",
    CI_PROJECT_DIR: "/home/runner",
  };
  const as = { shell: ["bash", "-eo", "pipefail"], user: "runner", env };
  expect(await runOnHost(host, { text: job, ...as })).toMatchObject(well);
  const sensor = await sensorCalled(api, "ci-12-345");
  expect(sensor).toMatchObject({ tags: ["pool:ci"], ephemeral: true });
  expect(await runOnHost(host, { text: after, ...as })).toMatchObject(well);
  expect(await departureOf(api, sensor.id)).toBe("decommissioned");
});

test("a container without systemd: stopped, it says goodbye at once", async () => {
  const { api } = scene;
  await wipe(scene.host);
  const taken = await take({ kind: "container", tag: "pool:jobs" });
  await using container = await runContainer({
    script: taken.file("telovix-sensor.sh"),
    envFile: taken.file("telovix.env"),
    hostname: "job-7",
    consoleName,
  });
  const sensor = await Promise.race([
    sensorCalled(api, /^job-7-\d{14}$/),
    container.process.ended.then((code) => {
      throw new Error(`The container ended with ${code}: ${container.process.output()}`);
    }),
  ]);
  expect(sensor).toMatchObject({ tags: ["pool:jobs"], ephemeral: true });
  expect(await container.process.stop("SIGTERM")).toBe(0);
  expect(await departureOf(api, sensor.id)).toBe("clean_exit");
});

test("nothing is left, and the wizard shows the last one as departed", async () => {
  await eventually("no sensor", 5_000, async () => {
    return (await scene.api.call("/api/v1/sensors/counts")).json.total === 0;
  });
  await scene.page.getByRole("main").getByRole("listitem").getByText("Departed").waitFor();
});
