import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import manifest from "../../../package.json" with { type: "json" };
import { type Architecture, dynamicNeeds } from "../../../sensor-agent/image/elf.ts";
import { outcomeOf } from "../tools.ts";
import { emulator, foreign, own, runImage, type UnpackedImage, unpack } from "./image.ts";

const root = join(import.meta.dirname, "../../..");
const layout = join(root, "build/image");

let folder = "";
const images = new Map<Architecture, UnpackedImage>();
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "telovix-image-"));
  for (const arch of [own, foreign]) images.set(arch, unpack(layout, arch, join(folder, arch)));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const imageOf = (arch: Architecture): UnpackedImage => {
  const image = images.get(arch);
  if (!image) throw new Error(`There is no image for ${arch}.`);
  return image;
};
const filesOf = (rootfs: string): string[] =>
  readdirSync(rootfs, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe.each(["amd64", "arm64"] as const)("the image for %s", (arch) => {
  it("holds what its executables need to start, and nothing else that runs", () => {
    const { rootfs } = imageOf(arch);
    const executables = filesOf(rootfs).filter((file) => statSync(file).mode & 0o111);
    const names = executables.map((file) => file.slice(rootfs.length));
    const needs = executables.map((file) => dynamicNeeds(readFileSync(file)));
    expect(needs.map((each) => each?.architecture)).toEqual(names.map(() => arch));
    const wanted = new Set(needs.flatMap((each) => each?.needed ?? []));
    const sensor = "/usr/local/bin/telovix-sensor";
    const interpreter = dynamicNeeds(readFileSync(join(rootfs, sensor)))?.interpreter;
    expect(names).toContain(interpreter);
    const libraries = names
      .filter((name) => name !== sensor)
      .map((name) => name.replace(/.*\//, ""));
    expect(new Set(libraries)).toEqual(wanted);
  });

  it("brings the executable alone in the layer that a new release replaces", () => {
    const [below = [], above = []] = imageOf(arch).layers;
    expect(above.filter((name) => !name.endsWith("/"))).toEqual(["usr/local/bin/telovix-sensor"]);
    expect(below).not.toContain("usr/local/bin/telovix-sensor");
  });

  it("names the packages of its libraries for scanners, with their licenses", () => {
    const { rootfs } = imageOf(arch);
    const packages = readdirSync(join(rootfs, "var/lib/dpkg/status.d"));
    expect(packages.toSorted()).toEqual(["libc6", "libgcc-s1", "libstdc++6"]);
    for (const name of packages) {
      const status = readFileSync(join(rootfs, "var/lib/dpkg/status.d", name), "utf8");
      expect(status).toMatch(new RegExp(`^Architecture: ${arch}$`, "m"));
      const license = readFileSync(join(rootfs, "usr/share/doc", name, "copyright"), "utf8");
      expect(license).toContain("General Public License");
    }
  });
});

it("runs as a container of this machine's architecture", async () => {
  const outcome = await runImage(imageOf(own), { args: ["version"] });
  expect(outcome).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: "" });
});

it("runs on a machine of the other architecture", async () => {
  const { rootfs, config } = imageOf(foreign);
  const [program = ""] = config.Entrypoint;
  const path = join(rootfs, program);
  const { code, stdout } = await outcomeOf([emulator, "-L", rootfs, path, "version"]);
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${manifest.version}\n` });
});

it("is the same image when it is built again, and so is the executable", () => {
  const executable = join(root, "build/sensor", own, "telovix-sensor");
  const sum = () => createHash("sha256").update(readFileSync(executable)).digest("hex");
  const build = (script: string, ...args: string[]) =>
    execFileSync(process.execPath, [join(root, "scripts", script), ...args], { stdio: "pipe" });
  const before = { index: readFileSync(join(layout, "index.json"), "utf8"), executable: sum() };
  build("build-sensor.ts", own);
  build("build-image.ts");
  const after = { index: readFileSync(join(layout, "index.json"), "utf8"), executable: sum() };
  expect(after).toEqual(before);
});
