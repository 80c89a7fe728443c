import type { Repository } from "../registry/repository.ts";
import { chartName } from "./chart-files.ts";
import { type Chart, type CurrentChart, sha256 } from "./served-chart.ts";

const mediaTypes = {
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.cncf.helm.config.v1+json",
  content: "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
} as const;

/** The chart as `helm push` would have put it into a registry, under its version. */
export function makeChartRepository(current: CurrentChart): Repository {
  return {
    tags: async () => [tagOf(await current())],
    async manifest(reference) {
      const chart = await current();
      const { manifest } = asOci(chart);
      const digest = sha256(manifest);
      const isMeant = reference === tagOf(chart) || reference === digest;
      return isMeant ? { mediaType: mediaTypes.manifest, digest, bytes: manifest } : null;
    },
    async blob(digest) {
      const chart = await current();
      const { config, manifest } = asOci(chart);
      const bytes = [chart.tgz, config, manifest].find((each) => sha256(each) === digest);
      return bytes ? { bytes } : null;
    },
  };
}

/** A tag holds no `+`, which versions may. */
const tagOf = ({ version }: Chart) => version.replaceAll("+", "_");

function asOci({ metadata, version, createdAt, tgz, digest }: Chart) {
  const config = Buffer.from(JSON.stringify(metadata));
  const described = (mediaType: string, bytes: Buffer, name = sha256(bytes)) => ({
    mediaType,
    digest: name,
    size: bytes.length,
  });
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: described(mediaTypes.config, config),
    layers: [described(mediaTypes.content, tgz, digest)],
    annotations: {
      "org.opencontainers.image.title": chartName,
      "org.opencontainers.image.description": String(metadata.description ?? ""),
      "org.opencontainers.image.version": version,
      "org.opencontainers.image.created": createdAt.toISOString(),
    },
  };
  return { config, manifest: Buffer.from(JSON.stringify(manifest)) };
}
