import { valuesPage } from "./page.ts";
import { readChartValues } from "./read.ts";
import { chartSchema } from "./schema.ts";

/** Text of each file that is made of `values.yaml`, by its path in the repository. */
export function chartFiles(yaml: string): Record<string, string> {
  const values = readChartValues(yaml);
  return {
    "sensor-agent/chart/values.schema.json": `${JSON.stringify(chartSchema(values), null, 2)}\n`,
    "docs/kubernetes-values.md": valuesPage(values),
  };
}
