// Writes what follows from the chart's values.yaml: its schema, and the page that lists its values.
// Usage: node scripts/chart-values.ts
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chartFiles } from "./chart-values/files.ts";

const root = join(import.meta.dirname, "..");
const yaml = readFileSync(join(root, "sensor-agent/chart/values.yaml"), "utf8");
for (const [path, text] of Object.entries(chartFiles(yaml))) writeFileSync(join(root, path), text);
