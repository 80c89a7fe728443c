import { createHash } from "node:crypto";
import type { Architecture } from "./elf.ts";
import type { Layer } from "./layer.ts";

/** OCI image specification 1.0: what every container runtime since 2018 reads. */
const mediaTypes = {
  index: "application/vnd.oci.image.index.v1+json",
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.oci.image.config.v1+json",
  layer: "application/vnd.oci.image.layer.v1.tar+gzip",
} as const;

/** A document as it is stored, and what refers to it. */
export interface Document {
  readonly bytes: Buffer;
  readonly descriptor: Descriptor;
}

/** OCI content descriptor. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly platform?: { readonly architecture: string; readonly os: string };
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface Release {
  readonly version: string;
  readonly createdAt: Date;
}

/** What registries and scanners show of the image. */
const labels = ({ version, createdAt }: Release) => ({
  "org.opencontainers.image.title": "telovix-sensor",
  "org.opencontainers.image.description": "The Telovix Sensor",
  "org.opencontainers.image.vendor": "Telovix",
  // Telovix; Node; the C library; libstdc++ and libgcc.
  "org.opencontainers.image.licenses":
    "Apache-2.0 AND MIT AND LGPL-2.1-or-later AND GPL-3.0-or-later WITH GCC-exception-3.1",
  "org.opencontainers.image.version": version,
  "org.opencontainers.image.created": createdAt.toISOString(),
});

/** How the image starts, and which layers it has, the lowest first. */
export function imageConfig(
  release: Release,
  architecture: Architecture,
  layers: readonly (Layer & { readonly what: string })[],
): Document {
  const created = release.createdAt.toISOString();
  return document(mediaTypes.config, {
    created,
    architecture,
    os: "linux",
    config: {
      User: "0:0",
      Env: ["PATH=/usr/local/bin"],
      Entrypoint: ["/usr/local/bin/telovix-sensor"],
      Cmd: ["run"],
      WorkingDir: "/",
      Labels: labels(release),
    },
    rootfs: { type: "layers", diff_ids: layers.map(({ diffId }) => diffId) },
    history: layers.map(({ what }) => ({ created, created_by: what })),
  });
}

export function imageManifest(
  release: Release,
  config: Document,
  layers: readonly Layer[],
): Document {
  return document(mediaTypes.manifest, {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: config.descriptor,
    layers: layers.map(({ digest, size }) => ({ mediaType: mediaTypes.layer, digest, size })),
    annotations: labels(release),
  });
}

/** One name for the images of all architectures: a runtime takes the one of its own. */
export function imageIndex(
  release: Release,
  images: readonly { architecture: Architecture; manifest: Document }[],
): Document {
  return document(mediaTypes.index, {
    schemaVersion: 2,
    mediaType: mediaTypes.index,
    manifests: images.map(({ architecture, manifest }) => ({
      ...manifest.descriptor,
      platform: { architecture, os: "linux" },
    })),
    annotations: labels(release),
  });
}

function document(mediaType: string, content: unknown): Document {
  const bytes = Buffer.from(JSON.stringify(content));
  const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  return { bytes, descriptor: { mediaType, digest, size: bytes.length } };
}
