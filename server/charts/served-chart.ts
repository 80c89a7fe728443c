import { createHash } from "node:crypto";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import type { Config } from "../config.ts";
import type { Db } from "../context.ts";
import { deployUser } from "../registry/deploy-token.ts";
import type { ImageLayout, NewestImage } from "../registry/image-layout.ts";
import { publicUrl } from "../settings/public-url.ts";
import { type ChartFiles, chartName, packChart, readChartFiles } from "./chart-files.ts";
import { fillChart, fillValues } from "./fill.ts";
import { registryOf } from "./registry-name.ts";

/** The chart that this Console serves now. */
export interface Chart {
  readonly version: string;
  /** When the image that it names was made. */
  readonly createdAt: Date;
  /** `Chart.yaml`, as helm's index and OCI configuration repeat it. */
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly fileName: string;
  readonly tgz: Buffer;
  /** `sha256:…` of the archive. */
  readonly digest: string;
  readonly files: ChartFiles;
}

/** Gives the chart as it has to be now. @throws {RegistryError} `UNAVAILABLE` without an image */
export type CurrentChart = () => Promise<Chart>;

interface Deps {
  readonly db: Db;
  readonly config: Config;
  readonly image: ImageLayout;
  readonly caCertificate: string;
  readonly deployToken: string;
  readonly version: string;
  /** The folder that holds `sensor-agent/chart`. */
  readonly root: string;
}

const Metadata = z.record(z.string(), z.unknown());

/**
 * Makes the chart from what this release brings and what the installation is: each of its consoles
 * makes the same bytes. It is made anew when the public URL or the image changes.
 */
export function makeServedChart(deps: Deps): CurrentChart {
  let made: { key: string; chart: Promise<Chart> } | null = null;
  return async () => {
    const [url, image] = await Promise.all([publicUrl(deps.db, deps.config), deps.image.newest()]);
    const key = `${url} ${image.digest}`;
    if (made?.key !== key) {
      const chart = makeChart(deps, url, image);
      made = { key, chart };
      // What failed is tried again by who asks next.
      chart.catch(() => {
        made = null;
      });
    }
    return made.chart;
  };
}

async function makeChart(deps: Deps, url: string, image: NewestImage): Promise<Chart> {
  const { version } = deps;
  const template = await readChartFiles(join(deps.root, "sensor-agent/chart"));
  const text = (path: string) => template.get(path)?.toString() ?? "";
  const chartYaml = fillChart(text("Chart.yaml"), version);
  const values = fillValues(text("values.yaml"), {
    registry: registryOf(url),
    imageDigest: image.digest,
    consoleCaCert: chartCa(deps),
    deployUser,
    deployToken: deps.deployToken,
    sensorPort: deps.config.gateway.port,
  });
  const files = new Map(template)
    .set("Chart.yaml", Buffer.from(chartYaml))
    .set("values.yaml", Buffer.from(values));
  const tgz = await packChart(files);
  return {
    version,
    createdAt: image.createdAt,
    metadata: Metadata.parse(parse(chartYaml)),
    fileName: `${chartName}-${version}.tgz`,
    tgz,
    digest: sha256(tgz),
    files,
  };
}

/**
 * The CA by which pods and the API server know this Console. None where TELOVIX_TLS_CERT brings the
 * certificate: they trust whoever issued it, and given our CA the API server would trust nothing else.
 */
export const chartCa = ({ config, caCertificate }: Pick<Deps, "config" | "caCertificate">) =>
  config.tls ? "" : caCertificate;

export const sha256 = (bytes: Buffer): string =>
  `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
