import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, test } from "vitest";
import { parse } from "yaml";
import { chartFiles } from "./files.ts";

const root = join(import.meta.dirname, "../..");
const text = (path: string) => readFileSync(join(root, path), "utf8");
const files = chartFiles(text("sensor-agent/chart/values.yaml"));

test.for(Object.keys(files))("%s is what `node scripts/chart-values.ts` writes", (path) => {
  expect(text(path)).toBe(files[path]);
});

it("gives chart and image the product's version", () => {
  const { version } = JSON.parse(text("package.json"));
  expect(parse(text("sensor-agent/chart/Chart.yaml"))).toMatchObject({
    version,
    appVersion: version,
  });
});
