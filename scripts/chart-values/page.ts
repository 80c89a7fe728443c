import type { ChartValue } from "./read.ts";

const head = `# Values of the Kubernetes chart

Generated from the chart's \`values.yaml\`. [Kubernetes](kubernetes.md) tells how to use them;
\`helm show values telovix/telovix-sensor\` shows the file itself. A wrong value is refused before anything
is installed, and so is a name that the chart does not know.

## Required

| value | |
|---|---|
| \`sensor.consoleUrl\` | address of the Console |
| \`sensor.existingSecret\` or \`sensor.enrollmentToken\` | the enrollment token |
| \`clusterName\` | the name that the cluster token was generated for, unless \`clusterNameFromToken\` |

## All values

| value | default | |
|---|---|---|
`;

/** `docs/kubernetes-values.md`: a row for each value. */
export function valuesPage(values: readonly ChartValue[]): string {
  const rows = values.map(
    ({ path, default: value, description }) =>
      `| \`${path.join(".")}\` | ${shown(value)} | ${description.replaceAll("|", "\\|")} |\n`,
  );
  return head + rows.join("");
}

/** An empty text, list or map is shown as nothing: no value is set. */
function shown(value: unknown): string {
  if (value === null || value === "") return "";
  if (typeof value !== "object") return `\`${value}\``;
  return Object.keys(value).length === 0 ? "" : `\`${JSON.stringify(value)}\``;
}
