import type { Document } from "./documents.ts";

/** `index.json` of an OCI image layout, as far as it is ours. */
export interface LayoutIndex {
  readonly schemaVersion: 2;
  readonly mediaType: "application/vnd.oci.image.index.v1+json";
  /** The newest first. */
  readonly manifests: readonly LayoutEntry[];
}

interface LayoutEntry {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations: Readonly<Record<string, string>>;
}

/** How many images stay besides the newest. */
const earlierMax = 2;
const name = "org.opencontainers.image.ref.name";

/**
 * The layout with `image` as its newest. Two earlier ones stay, so that a cluster whose chart was not
 * upgraded yet, and pins one of them, can still start the sensor on a new node.
 */
export function layoutWith(
  previous: LayoutIndex | null,
  image: Document,
  version: string,
): LayoutIndex {
  const newest = { ...image.descriptor, annotations: { [name]: version } };
  const earlier = (previous?.manifests ?? [])
    .filter(({ digest }) => digest !== newest.digest)
    .slice(0, earlierMax)
    // A name means one image: the newest of its version.
    .map((entry) => (entry.annotations[name] === version ? { ...entry, annotations: {} } : entry));
  return {
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.index.v1+json",
    manifests: [newest, ...earlier],
  };
}
