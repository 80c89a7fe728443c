import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import manifest from "../../package.json" with { type: "json" };
import { makeChartRepository } from "../charts/chart-repository.ts";
import { makeChartsRoute } from "../charts/route.ts";
import { makeServedChart } from "../charts/served-chart.ts";
import type { Config } from "../config.ts";
import type { Db } from "../context.ts";
import { deployToken } from "../registry/deploy-token.ts";
import { makeDownloadSlots } from "../registry/download-slots.ts";
import { openImageLayout } from "../registry/image-layout.ts";
import { makeRegistryRoute } from "../registry/route.ts";

/** Image and chart, as registry and as Helm repository: all that a cluster without the internet needs. */
export function makeClusterDownloads(deps: {
  db: Db;
  config: Config;
  log: Logger;
  secret: string;
  caCertificate: string;
  root: string;
}) {
  const token = deployToken(deps.secret);
  const image = openImageLayout({ root: deps.root });
  const { version } = manifest;
  const current = makeServedChart({ ...deps, image, deployToken: token, version });
  const charts = makeChartsRoute({ current, deployToken: token });
  const registry = makeRegistryRoute({
    repositories: new Map([
      ["telovix/sensor", image],
      ["telovix/charts/telovix-sensor", makeChartRepository(current)],
    ]),
    deployToken: token,
    slots: makeDownloadSlots(),
    log: deps.log,
  });
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> =>
    (await registry(request, response)) || (await charts(request, response));
}
