import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import manifest from "../../../package.json" with { type: "json" };
import { startConsole, type TestConsole } from "../../console.ts";
import { runDocumented } from "../../documented.ts";
import { objectsOf, only } from "../chart/helm.ts";
import { outcomeOf, tool } from "../tools.ts";
import { emulator, foreign, own, runImage, unpack } from "./image.ts";

const { version } = manifest;
const layout = join(import.meta.dirname, "../../../build/image");
const PullSecret = z.object({ data: z.object({ ".dockerconfigjson": z.string() }) });
const oneTime = { type: "one_time", count: 1, ttlSeconds: 3600 };

let console: TestConsole;
let folder = "";
let caFile = "";
let registry = "";
beforeAll(async () => {
  console = await startConsole();
  folder = await mkdtemp(join(tmpdir(), "telovix-pull-"));
  registry = `localhost:${console.port}`;
  // As the tools want it: skopeo a folder with ca.crt, helm a file.
  caFile = join(folder, "certs/ca.crt");
  await mkdir(join(folder, "certs"));
  await writeFile(caFile, console.ca);
});
afterAll(async () => {
  await console[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** helm's own state, apart from the user's. */
const helmHomes = (name = "helm") =>
  Object.fromEntries(
    ["CACHE", "CONFIG", "DATA"].map((kind) => [`HELM_${kind}_HOME`, join(folder, name, kind)]),
  );

async function run(program: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await outcomeOf([program, ...args], { env: helmHomes() });
  if (code !== 0) throw new Error(`${program} ${args.join(" ")}: ${stderr}`);
  return stdout;
}
const skopeo = (command: string, ...args: string[]) => run("skopeo", command, ...args);
const certs = () => ["--cert-dir", join(folder, "certs")];
const helm = (...args: string[]) => run(tool("helm"), ...args);
const ca = () => ["--ca-file", caFile];
const newest = async (): Promise<string> =>
  JSON.parse(await readFile(join(layout, "index.json"), "utf8")).manifests[0].digest;

describe("skopeo", () => {
  it.each(["latest", version])("inspects the image %s", async (tag) => {
    const told = JSON.parse(
      await skopeo("inspect", ...certs(), `docker://${registry}/telovix/sensor:${tag}`),
    );
    expect(told).toMatchObject({ Digest: await newest(), Architecture: own, Os: "linux" });
    expect(told.RepoTags).toContain(version);
    expect(told.Labels["org.opencontainers.image.version"]).toBe(version);
  });

  it("copies all of it by digest, and a container of the copy enrolls", async () => {
    const copy = join(folder, "copy");
    const digest = await newest();
    const from = `docker://${registry}/telovix/sensor@${digest}`;
    await skopeo(
      "copy",
      "--all",
      "--preserve-digests",
      "--src-cert-dir",
      certs()[1] ?? "",
      from,
      `oci:${copy}`,
    );
    expect(JSON.parse(await readFile(join(copy, "index.json"), "utf8")).manifests[0].digest).toBe(
      digest,
    );
    const operator = await console.apiClient("operator");
    const made = await operator.call("/api/v1/enrollment-tokens", { body: oneTime });
    const tokenFile = join(folder, "token");
    await writeFile(tokenFile, made.json.tokens[0].token);
    const outcome = await runImage(unpack(copy, own, join(folder, "container")), {
      args: ["enroll", "--name", "from-the-image"],
      env: [
        `TELOVIX_CONSOLE=${console.url}`,
        "TELOVIX_CA_CERT=/run/ca.pem",
        "TELOVIX_TOKEN_FILE=/run/token",
        "TELOVIX_CONFIG=/var/lib/telovix-sensor",
      ],
      binds: { "/run/ca.pem": caFile, "/run/token": tokenFile, "/etc/hosts": "/etc/hosts" },
    });
    expect(outcome).toMatchObject({ code: 0 });
    const { json } = await operator.call("/api/v1/sensors?q=from-the-image");
    expect(json.items[0]).toMatchObject({ name: "from-the-image", version, arch: own });
  });

  it("copies an executable of the other architecture that enrolls, under an emulator", async () => {
    const operator = await console.apiClient("operator");
    const made = await operator.call("/api/v1/enrollment-tokens", { body: oneTime });
    const { rootfs } = unpack(layout, foreign, join(folder, "foreign"));
    const program = join(rootfs, "usr/local/bin/telovix-sensor");
    const state = join(folder, "state");
    const given = ["--console", console.url, "--ca-cert", caFile, "--name", "emulated"];
    const outcome = await outcomeOf([emulator, "-L", rootfs, program, "enroll", ...given], {
      env: {
        TELOVIX_TOKEN: made.json.tokens[0].token,
        TELOVIX_STATE: state,
        TELOVIX_CONFIG: state,
      },
    });
    expect(outcome).toMatchObject({ code: 0 });
    const { json } = await operator.call("/api/v1/sensors?q=emulated");
    expect(json.items[0]).toMatchObject({ name: "emulated", version, arch: foreign });
  });

  it("is told that nothing can be pushed", async () => {
    const push = ["--dest-cert-dir", certs()[1] ?? "", `oci:${layout}:${version}`];
    const to = `docker://${registry}/telovix/sensor:mine`;
    await expect(skopeo("copy", ...push, to)).rejects.toThrow("This registry is read-only.");
  });
});

describe("helm", () => {
  beforeAll(async () => {
    await helm("repo", "add", "telovix", `${console.url}/charts`, ...ca());
    await helm("repo", "update");
  });

  it("finds the chart of the Console's version", async () => {
    const [found] = JSON.parse(await helm("search", "repo", "telovix", "--output", "json"));
    expect(found).toMatchObject({
      name: "telovix/telovix-sensor",
      version,
      app_version: version,
    });
  });

  it("shows values that need nothing but this Console", async () => {
    const values = parse(await helm("show", "values", "telovix/telovix-sensor", ...ca()));
    expect(values.image).toMatchObject({
      repository: `${registry}/telovix/sensor`,
      digest: await newest(),
    });
    expect(values.sensor.consoleCaCert).toBe(console.ca);
    expect(values.networkPolicy.consolePort).toBe(console.sensorPort);
    const { username, password } = values.imagePullSecret;
    await helm("registry", "login", registry, "-u", username, "-p", password, ...ca());
    await helm("registry", "logout", registry);
    const ping = async (word: string) => {
      const authorization = `Basic ${btoa(`${username}:${word}`)}`;
      return (await console.anonymous.call("/v2/", { headers: { authorization } })).status;
    };
    expect([await ping(password), await ping("wrong")]).toEqual([200, 401]);
  });

  it("pulls the same chart from the repository and from the registry", async () => {
    const [one, two] = [join(folder, "one"), join(folder, "two")];
    const chart = `oci://${registry}/telovix/charts/telovix-sensor`;
    await mkdir(one);
    await mkdir(two);
    await helm("pull", "telovix/telovix-sensor", "--destination", one, ...ca());
    await helm("pull", chart, "--version", version, "--destination", two, ...ca());
    const file = `telovix-sensor-${version}.tgz`;
    expect(await readFile(join(two, file))).toEqual(await readFile(join(one, file)));
  });

  it("renders pods of the image by its digest, with the Secret to pull it", async () => {
    const set = [
      `sensor.consoleUrl=${console.url}`,
      "clusterName=edge",
      "sensor.existingSecret=token",
      "sensor.verifyExistingSecret=false",
    ].flatMap((value) => ["--set", value]);
    const chart = ["telovix-sensor", "telovix/telovix-sensor", "--kube-version", "1.24.0"];
    const objects = objectsOf(await helm("template", ...chart, ...ca(), ...set));
    const pod = JSON.stringify(only(objects, "DaemonSet"));
    expect(pod).toContain(`"image":"${registry}/telovix/sensor@${await newest()}"`);
    const pull = objects.find((each) => each.type === "kubernetes.io/dockerconfigjson");
    const encoded = PullSecret.parse(pull).data[".dockerconfigjson"];
    const { auths } = JSON.parse(Buffer.from(encoded, "base64").toString());
    expect(Object.keys(auths)).toEqual([registry]);
  });

  it("gets the overlay for vDU nodes beside the chart", async () => {
    const overlay = await console.anonymous.call("/charts/values-oran-vdu.yaml");
    expect(parse(overlay.text)).toMatchObject({ flavor: "telecom", sensor: { nodeRole: "o_du" } });
  });
});

it("does what the documentation says", async () => {
  const path = process.env.PATH ?? "";
  process.env.PATH = `${dirname(tool("helm"))}:${path}`;
  Object.assign(process.env, helmHomes("documented"));
  const told = await runDocumented(console, "registry.md");
  expect(told).toContain(await newest());
  expect(told).toContain(`telovix-sensor-${version}.tgz`);
});

it("serves the same chart from every console of an installation, until its URL changes", async () => {
  const digestOf = async () => {
    const { text } = await console.anonymous.call("/charts/index.yaml");
    return parse(text).entries["telovix-sensor"][0].digest;
  };
  const before = await digestOf();
  await console.stop();
  await console.start();
  expect(await digestOf()).toBe(before);
  const admin = await console.apiClient("admin");
  const publicUrl = `https://127.0.0.1:${console.port}`;
  await admin.call("/api/v1/settings", { method: "PATCH", body: { console: { publicUrl } } });
  expect(await digestOf()).not.toBe(before);
});
