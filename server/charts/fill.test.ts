import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type ChartFiles, packChart, readChartFiles } from "./chart-files.ts";
import { type ChartValues, fillChart, fillValues } from "./fill.ts";
import { registryOf } from "./registry-name.ts";

const folder = join(import.meta.dirname, "../../sensor-agent/chart");
const given = readFileSync(join(folder, "values.yaml"), "utf8");
const values: ChartValues = {
  registry: "console.example.com:15483",
  imageDigest: `sha256:${"0".repeat(64)}`,
  consoleCaCert: "-----BEGIN CERTIFICATE-----\nTUlJ\n-----END CERTIFICATE-----\n",
  deployUser: "telovix",
  deployToken: "tlx-pull-x",
  sensorPort: 443,
};

describe("fillValues", () => {
  const filled = fillValues(given, values);

  it("sets what this Console knows, and nothing else", () => {
    const before = parse(given);
    expect(parse(filled)).toEqual({
      ...before,
      image: {
        ...before.image,
        repository: "console.example.com:15483/telovix/sensor",
        digest: values.imageDigest,
      },
      sensor: { ...before.sensor, consoleCaCert: values.consoleCaCert },
      imagePullSecret: {
        registry: "console.example.com:15483",
        username: "telovix",
        password: "tlx-pull-x",
      },
      networkPolicy: { ...before.networkPolicy, consolePort: 443 },
    });
  });

  it("keeps every comment at its place", () => {
    const comments = (text: string) => text.split("\n").filter((line) => /^\s*#/.test(line));
    expect(comments(filled)).toEqual(comments(given));
    expect(comments(filled).length).toBeGreaterThan(50);
  });

  it("refuses a chart that has no place for a value", () => {
    expect(() => fillValues("image: {}\n", values)).toThrow("no value image.repository");
  });
});

it("gives the chart the product's version, in both places", () => {
  const filled = parse(fillChart(readFileSync(join(folder, "Chart.yaml"), "utf8"), "1.2.0-rc.1"));
  expect(filled).toMatchObject({ version: "1.2.0-rc.1", appVersion: "1.2.0-rc.1" });
});

it.each([
  ["https://console.example.com:15483", "console.example.com:15483"],
  ["https://console.example.com", "console.example.com:443"],
  ["https://console:443", "console:443"],
  ["https://Console.Example.com/path", "console.example.com:443"],
  ["https://[2001:db8::1]:15483", "[2001:db8::1]:15483"],
])("images of %s come from %s", (url, registry) => {
  expect(registryOf(url)).toBe(registry);
});

describe("packChart", () => {
  let files: ChartFiles;
  beforeAll(async () => {
    files = await readChartFiles(folder);
  });

  it("packs the chart and its overlays, and none of its tests", async () => {
    const list = execFileSync("tar", ["-tz"], { input: await packChart(files), encoding: "utf8" });
    const names = list.trim().split("\n");
    expect(names).toContain("telovix-sensor/Chart.yaml");
    expect(names).toContain("telovix-sensor/values.schema.json");
    expect(names).toContain("telovix-sensor/values-oran-vdu.yaml");
    expect(names).toContain("telovix-sensor/templates/tests/reach-console.yaml");
    expect(names.filter((name) => /\.ts$|^telovix-sensor\/ci\//.test(name))).toEqual([]);
    expect(names).toEqual([...names].sort());
  });

  it("packs the same bytes again", async () => {
    expect(await packChart(files)).toEqual(await packChart(await readChartFiles(folder)));
  });
});
