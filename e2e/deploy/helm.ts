import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");
const tools = join(root, ".cache", "kube");
export const chartFolder = join(root, "sensor-agent", "chart");

/** A folder in which commands that a page shows are run, with the tools of Kubernetes on the path. */
export interface Shell extends Disposable {
  readonly folder: string;
  write(name: string, text: string): void;
  /** What it wrote to standard output. @throws with all that it wrote when it fails */
  run(script: string): string;
}

export function openShell(): Shell {
  const folder = mkdtempSync(join(tmpdir(), "telovix-shell-"));
  const env = {
    ...process.env,
    PATH: `${tools}:${process.env.PATH}`,
    HELM_CONFIG_HOME: join(folder, "helm", "config"),
    HELM_CACHE_HOME: join(folder, "helm", "cache"),
    HELM_DATA_HOME: join(folder, "helm", "data"),
    KUBECONFIG: join(folder, "kubeconfig"),
  };
  return {
    folder,
    write: (name, text) => writeFileSync(join(folder, name), text),
    run: (script) => execFileSync("bash", ["-ec", script], { cwd: folder, env, encoding: "utf8" }),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A chart that shows the values that it was given, whatever they are. */
export function writeEchoChart(shell: Shell): void {
  shell.run("mkdir -p echo/templates");
  shell.write("echo/Chart.yaml", "apiVersion: v2\nname: echo\nversion: 0.1.0\n");
  shell.write("echo/templates/values.yaml", "values: {{ .Values | toJson }}\n");
}

/** Puts a folder where `helm install telovix/telovix-sensor` looks first: a path of that name. */
export function placeChart(shell: Shell, chart: string): void {
  shell.run("mkdir -p telovix");
  symlinkSync(chart, join(shell.folder, "telovix", "telovix-sensor"));
}
