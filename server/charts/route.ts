import type { IncomingMessage, ServerResponse } from "node:http";
import { asAppError } from "../as-app-error.ts";
import { AppError } from "../errors.ts";
import { sendProblem } from "../problem-response.ts";
import { deployUser, isRefused } from "../registry/deploy-token.ts";
import { RegistryError } from "../registry/registry-error.ts";
import { sendBytes } from "../registry/send-bytes.ts";
import { indexYaml } from "./index-yaml.ts";
import { type Chart, type CurrentChart, sha256 } from "./served-chart.ts";

const base = "/charts/";

/**
 * The Console as a Helm repository: `helm repo add telovix https://<console>/charts`. The overlays of
 * the chart, such as `values-oran-vdu.yaml`, lie beside it.
 */
export function makeChartsRoute(deps: { current: CurrentChart; deployToken: string }) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const path = request.url?.split("?")[0] ?? "";
    if (!path.startsWith(base)) return false;
    await answer(deps, request, response, path.slice(base.length)).catch((thrown: unknown) =>
      sendProblem(response, asProblem(thrown)),
    );
    return true;
  };
}

const asProblem = (thrown: unknown) =>
  thrown instanceof RegistryError ? new AppError("NotReady", thrown.message) : asAppError(thrown);

async function answer(
  { current, deployToken }: { current: CurrentChart; deployToken: string },
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
): Promise<void> {
  if (isRefused(request.headers.authorization, deployToken)) {
    response.setHeader("www-authenticate", 'Basic realm="telovix"');
    throw new AppError(
      "Unauthenticated",
      `Wrong credential: leave it out, or use ${deployUser} and the deploy token.`,
    );
  }
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("allow", "GET, HEAD");
    throw new AppError("MethodNotAllowed", "This path takes GET and HEAD.");
  }
  const file = fileOf(await current(), name);
  if (file === null) throw new AppError("NotFound", `There is no ${base}${name}.`);
  sendBytes({ request, response }, { ...file, digest: sha256(file.bytes) });
}

function fileOf(chart: Chart, name: string): { bytes: Buffer; contentType: string } | null {
  if (name === "index.yaml")
    return { bytes: Buffer.from(indexYaml(chart)), contentType: "application/yaml" };
  if (name === chart.fileName) return { bytes: chart.tgz, contentType: "application/gzip" };
  const bytes = /^values-[\w-]+\.yaml$/.test(name) ? chart.files.get(name) : undefined;
  return bytes ? { bytes, contentType: "application/yaml" } : null;
}
