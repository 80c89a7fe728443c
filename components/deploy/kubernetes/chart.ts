import { registryOf } from "../../../server/charts/registry-name.ts";
import { shellWord } from "../../tokens/install-command.ts";
import { command, trust } from "../snippets/shell.ts";
import type { ClusterPlan } from "./plan.ts";

export const chartName = "telovix-sensor";
/** As `helm repo add` calls the Console. */
const repository = "telovix";
export const caFile = "telovix-ca.pem";
/** The overlay that the chart brings for O-RAN nodes. */
export const vduFile = "values-oran-vdu.yaml";

export const chartsUrl = ({ consoleUrl }: Pick<ClusterPlan, "consoleUrl">): string =>
  `${consoleUrl}/charts`;

/** What the chart calls its DaemonSet: as the release, with the chart's name unless it has that. */
export function daemonSetName(release: string): string {
  const name = release.includes(chartName) ? release : `${release}-${chartName}`;
  return name.slice(0, 52).replace(/-$/, "");
}

/** Fetches the Console's CA into a file; null when a public authority vouches for the Console. */
export function fetchCa(plan: Pick<ClusterPlan, "consoleUrl" | "pin">): string | null {
  if (plan.pin === null) return null;
  const url = shellWord(`${plan.consoleUrl}/api/v1/sensor/ca.pem`);
  return command("curl -fsSL", [...trust(plan), `-o ${caFile} ${url}`]);
}

/** Where a chart comes from, as words of a command. */
export interface ChartSource {
  /** What `helm install` calls the chart. */
  readonly chart: string;
  /** Options beside it. */
  readonly options: readonly string[];
}

/** From the repository that was added, which knows its CA. */
export const fromRepository: ChartSource = { chart: `${repository}/${chartName}`, options: [] };

export function fromRegistry(plan: ClusterPlan): ChartSource {
  return {
    chart: `oci://${registryOf(plan.consoleUrl)}/telovix/charts/${chartName}`,
    options: [
      `--version ${shellWord(plan.version)}`,
      ...(plan.pin === null ? [] : [`--ca-file ${caFile}`]),
    ],
  };
}

/** The CA by its whole path: Helm reads it again whenever it uses the repository. */
export function addRepository(plan: ClusterPlan): string {
  const trusted = plan.pin === null ? "" : ` --ca-file "$PWD/${caFile}"`;
  const lines = [
    fetchCa(plan),
    `helm repo add ${repository} ${shellWord(chartsUrl(plan))}${trusted}`,
    "helm repo update",
  ];
  return `${lines.filter((line) => line !== null).join("\n")}\n`;
}

/** Fetches the overlay, which lies beside the chart: Helm reads values files from outside of it. */
export function fetchOverlay(plan: ClusterPlan): string {
  const url = shellWord(`${chartsUrl(plan)}/${vduFile}`);
  return `${command("curl -fsSL", [...trust(plan), `-o ${vduFile} ${url}`])}\n\n`;
}
