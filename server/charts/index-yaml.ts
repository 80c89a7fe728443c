import { stringify } from "yaml";
import { chartName } from "./chart-files.ts";
import type { Chart } from "./served-chart.ts";

/** The index of a Helm repository (https://helm.sh/docs/topics/chart_repository/) with its one chart. */
export function indexYaml({ metadata, createdAt, digest, fileName }: Chart): string {
  const created = createdAt.toISOString();
  const entry = {
    ...metadata,
    created,
    digest: digest.slice("sha256:".length),
    // Relative: right under each name that a Console is reached by.
    urls: [fileName],
  };
  return stringify({ apiVersion: "v1", entries: { [chartName]: [entry] }, generated: created });
}
