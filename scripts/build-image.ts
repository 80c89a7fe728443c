// Builds the sensor's container image without a container engine: build/image/ is an OCI image
// layout, which the Console serves. Usage: node scripts/build-image.ts [amd64|arm64 …]
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type Document,
  imageConfig,
  imageIndex,
  imageManifest,
  type Release,
} from "../sensor-agent/image/documents.ts";
import type { Architecture } from "../sensor-agent/image/elf.ts";
import { type Entry, type Layer, writeLayer } from "../sensor-agent/image/layer.ts";
import { type LayoutIndex, layoutWith } from "../sensor-agent/image/layout-index.ts";
import { libraryClosure } from "../sensor-agent/image/libraries.ts";
import { releaseDate } from "../sensor-agent/image/release-date.ts";
import { rootFiles } from "../sensor-agent/image/root-files.ts";
import { findLibrary } from "./build-image/find-library.ts";
import { packageFiles } from "./build-image/packages.ts";

/** What a node downloads at its first start; the next release brings only the executable again. */
const bytesMax = 45_000_000;
const known = ["amd64", "arm64"] as const;

const wanted = process.argv.slice(2);
if (!wanted.every((name) => known.some((arch) => arch === name))) {
  console.error("Usage: node scripts/build-image.ts [amd64|arm64 …]");
  process.exit(2);
}
const architectures = known.filter((arch) => wanted.length === 0 || wanted.includes(arch));
const root = fileURLToPath(new URL("..", import.meta.url));
const layout = join(root, "build/image");
const blobs = join(layout, "blobs/sha256");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const release: Release = { version, createdAt: sourceDate() };

mkdirSync(blobs, { recursive: true });
const images = [];
for (const architecture of architectures)
  images.push({ architecture, manifest: await buildImage(architecture) });
publish(keepDocument(imageIndex(release, images)));

function executableOf(arch: Architecture): string {
  return join(root, "build/sensor", arch, "telovix-sensor");
}

async function buildImage(architecture: Architecture): Promise<Document> {
  const source = executableOf(architecture);
  const libraries = libraryClosure(readFileSync(source), architecture, findLibrary(architecture));
  const below: Entry[] = [
    ...rootFiles,
    ...packageFiles(libraries.map((library) => library.source)),
    ...libraries.map(({ path, content }): Entry => ({ kind: "file", path, mode: 0o755, content })),
  ];
  const path = "/usr/local/bin/telovix-sensor";
  const above: Entry = { kind: "copy", path, mode: 0o755, source, size: statSync(source).size };
  const layers = [
    { ...(await keepLayer(below)), what: "libraries" },
    { ...(await keepLayer([above])), what: "telovix-sensor" },
  ];
  const config = keepDocument(imageConfig(release, architecture, layers));
  const size = layers.reduce((sum, layer) => sum + layer.size, config.bytes.length);
  if (size > bytesMax)
    throw new Error(`The image for ${architecture} has ${size} bytes, more than ${bytesMax}.`);
  const manifest = keepDocument(imageManifest(release, config, layers));
  console.log(`image ${architecture}: ${(size / 1e6).toFixed(1)} MB ${manifest.descriptor.digest}`);
  return manifest;
}

async function keepLayer(entries: readonly Entry[]): Promise<Layer> {
  const file = join(layout, "layer.tmp");
  const layer = await writeLayer(entries, file);
  renameSync(file, blobFile(layer.digest));
  return layer;
}

function keepDocument(document: Document): Document {
  writeFileSync(blobFile(document.descriptor.digest), document.bytes);
  return document;
}

function blobFile(digest: string): string {
  return join(blobs, digest.slice("sha256:".length));
}

/** Names the image in the layout, and takes away what no image there uses any more. */
function publish(image: Document): void {
  const index = layoutWith(readIndex(), image, version);
  writeFileSync(join(layout, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
  writeFileSync(join(layout, "index.json.tmp"), JSON.stringify(index));
  renameSync(join(layout, "index.json.tmp"), join(layout, "index.json"));
  const used = new Set(index.manifests.flatMap(({ digest }) => digestsBelow(digest)));
  for (const name of readdirSync(blobs)) if (!used.has(`sha256:${name}`)) rmSync(join(blobs, name));
}

function readIndex(): LayoutIndex | null {
  const file = join(layout, "index.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

/** A document, what it names, and so on: indexes name manifests, those a configuration and layers. */
function digestsBelow(digest: string): string[] {
  const {
    manifests = [],
    config,
    layers = [],
  } = JSON.parse(readFileSync(blobFile(digest), "utf8"));
  const named: { digest: string }[] = [...(config ? [config] : []), ...layers];
  const below = (manifests as { digest: string }[]).flatMap((each) => digestsBelow(each.digest));
  return [digest, ...named.map((each) => each.digest), ...below];
}

/** `SOURCE_DATE_EPOCH` (https://reproducible-builds.org/specs/source-date-epoch), else the release's day. */
function sourceDate(): Date {
  const given = process.env.SOURCE_DATE_EPOCH;
  if (given !== undefined) return new Date(Number(given) * 1000);
  return releaseDate(readFileSync(join(root, "CHANGELOG.md"), "utf8"), version);
}
