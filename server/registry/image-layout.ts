import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { RegistryError } from "./registry-error.ts";
import type { Manifest, Repository } from "./repository.ts";
import { isSha256 } from "./target.ts";

const refName = "org.opencontainers.image.ref.name";
const Descriptor = z.object({
  digest: z.string().refine(isSha256),
  annotations: z.record(z.string(), z.string()).default({}),
});
/** `index.json` of an OCI image layout: its images, the newest first. */
const LayoutIndex = z.object({ manifests: z.array(Descriptor).min(1) });
const Document = z.object({
  mediaType: z.string(),
  annotations: z.record(z.string(), z.string()).default({}),
});

/** The image that this Console serves. */
export interface NewestImage {
  readonly digest: string;
  readonly createdAt: Date;
}

/** The sensor's image as `scripts/build-image.ts` built it: its version and `latest` are tags. */
export interface ImageLayout extends Repository {
  /** @throws {RegistryError} `UNAVAILABLE` when it is not built */
  newest(): Promise<NewestImage>;
}

export function openImageLayout({ root }: { root: string }): ImageLayout {
  const folder = join(root, "build/image");

  /** Read each time: a build beside the running Console replaces it. */
  async function images() {
    const text = await readFile(join(folder, "index.json"), "utf8").catch(() => null);
    if (text === null)
      throw new RegistryError(
        "UNAVAILABLE",
        "The image is not built on this Console; run npm start there.",
      );
    return LayoutIndex.parse(JSON.parse(text)).manifests;
  }

  async function byTag(): Promise<Map<string, string>> {
    const [newest, ...earlier] = await images();
    const named = [...earlier.reverse(), ...(newest ? [newest] : [])].flatMap((image) => {
      const name = image.annotations[refName];
      return name === undefined ? [] : [[name, image.digest] as const];
    });
    return new Map([...named, ...(newest ? [["latest", newest.digest] as const] : [])]);
  }

  const blobFile = (digest: string) =>
    isSha256(digest) ? join(folder, "blobs/sha256", digest.slice("sha256:".length)) : null;

  async function manifest(reference: string): Promise<Manifest | null> {
    const digest = (await byTag()).get(reference) ?? reference;
    const file = blobFile(digest);
    const info = file === null ? null : await stat(file).catch(() => null);
    if (file === null || info === null || info.size > manifestBytesMax) return null;
    const bytes = await readFile(file);
    const mediaType = manifestType(bytes);
    return mediaType === null ? null : { mediaType, digest, bytes };
  }

  return {
    tags: async () => [...(await byTag()).keys()].sort(),
    manifest,
    async blob(digest) {
      const file = blobFile(digest);
      return file !== null && (await stat(file).catch(() => null)) ? { file } : null;
    },
    async newest() {
      const [image] = await images();
      const document = image ? await manifest(image.digest) : null;
      if (!document) throw new RegistryError("UNAVAILABLE", "The image is being built.");
      const { annotations } = Document.parse(JSON.parse(document.bytes.toString()));
      const created = annotations["org.opencontainers.image.created"];
      return { digest: document.digest, createdAt: new Date(created ?? 0) };
    },
  };
}

/** Manifests are small; a layer is not even looked into. */
const manifestBytesMax = 1024 * 1024;
const manifestTypes = /^application\/vnd\.oci\.image\.(index|manifest)\.v1\+json$/;

/** The media type that a manifest says it has; null: a blob of another kind. */
function manifestType(bytes: Buffer): string | null {
  if (bytes[0] !== 0x7b) return null;
  const read = Document.safeParse(JSON.parse(bytes.toString()));
  return read.success && manifestTypes.test(read.data.mediaType) ? read.data.mediaType : null;
}
