import { execFile } from "node:child_process";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import type { Outcome } from "../../host/machine.ts";
import { tool } from "../tools.ts";

const root = join(import.meta.dirname, "../../..");
export const chart = join(root, "sensor-agent/chart");
/** `values/<name>.yaml`: a set of values that is right. */
export const values = (name: string) => join(import.meta.dirname, "values", `${name}.yaml`);

const KubeObject = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
});
export type KubeObject = z.infer<typeof KubeObject>;

/** Runs a program that the set-up built, to its end, and gives its outcome, whatever it is. */
export function runTool(name: "helm" | "kubeconform", ...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(tool(name), args, { maxBuffer: 1e8 }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 137) : 0, stdout, stderr }),
    );
  });
}

const place = ["telovix-sensor", chart, "--namespace", "telovix-system"];

/** `helm template` as the documents install it; a later `--namespace` or `--kube-version` counts. */
export const template = (...args: string[]): Promise<Outcome> =>
  runTool("helm", "template", ...place, "--kube-version", "1.24.0", ...args);

/** The objects that these arguments make. @throws what helm says when it refuses them */
export async function render(...args: string[]): Promise<KubeObject[]> {
  const { code, stdout, stderr } = await template(...args);
  if (code !== 0) throw new Error(stderr);
  return objectsOf(stdout);
}

/** Comments alone are no object. */
export function objectsOf(yaml: string): KubeObject[] {
  const documents = parseAllDocuments(yaml).map((each) => each.toJS());
  return documents.filter((each) => each !== null).map((each) => KubeObject.parse(each));
}

/** The only object of a kind. */
export function only(objects: readonly KubeObject[], kind: string): KubeObject {
  const [found, ...others] = objects.filter((each) => each.kind === kind);
  if (!found || others.length > 0) throw new Error(`There are ${others.length} more ${kind}s.`);
  return found;
}
