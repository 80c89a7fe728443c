import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { posix } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { type Pack, pack } from "tar-stream";

/** One name in a layer; a file's content is at hand, or lies on this machine. */
export type Entry = { readonly path: string; readonly mode: number } & (
  | { readonly kind: "directory" }
  | { readonly kind: "file"; readonly content: Buffer }
  | { readonly kind: "copy"; readonly source: string; readonly size: number }
);

/** A layer as manifest and configuration name it. */
export interface Layer {
  readonly digest: string;
  readonly size: number;
  /** The digest before compression. */
  readonly diffId: string;
}

/** Nothing in a layer tells when, where or by whom it was made. */
const nobody = { mtime: new Date(0), uid: 0, gid: 0, uname: "", gname: "" };

/**
 * Writes a layer (tar, gzip) into a file: the same bytes for the same entries, and with gzip for
 * containerd 1.4, which does not know zstd.
 */
export async function writeLayer(entries: readonly Entry[], file: string): Promise<Layer> {
  const tar = pack();
  const plain = measured();
  const packed = measured();
  const compress = createGzip({ level: 9 });
  const written = pipeline(tar, plain.stream, compress, packed.stream, createWriteStream(file));
  await Promise.all([addAll(tar, withParents(entries)), written]);
  return { ...packed.result(), diffId: plain.result().digest };
}

/** Passes bytes on, and knows their digest and number. */
function measured() {
  const hash = createHash("sha256");
  let size = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, result: () => ({ digest: `sha256:${hash.digest("hex")}`, size }) };
}

async function addAll(tar: Pack, entries: Entry[]): Promise<void> {
  for (const entry of entries) await add(tar, entry);
  tar.finalize();
}

async function add(tar: Pack, entry: Entry): Promise<void> {
  const name = entry.path.slice(1) + (entry.kind === "directory" ? "/" : "");
  const header = { ...nobody, name, mode: entry.mode };
  if (entry.kind === "copy") {
    const target = tar.entry({ ...header, type: "file", size: entry.size });
    return pipeline(createReadStream(entry.source), target);
  }
  return new Promise((resolve, reject) => {
    const done = (error?: Error | null) => (error ? reject(error) : resolve());
    if (entry.kind === "file") tar.entry({ ...header, type: "file" }, entry.content, done);
    else tar.entry({ ...header, type: "directory" }, done);
  });
}

/** Sorted by name, each folder before what is in it. */
export function withParents(entries: readonly Entry[]): Entry[] {
  const byPath = new Map<string, Entry>();
  for (const { path } of entries) {
    for (let parent = posix.dirname(path); parent !== "/"; parent = posix.dirname(parent))
      byPath.set(parent, { kind: "directory", path: parent, mode: 0o755 });
  }
  for (const entry of entries) byPath.set(entry.path, entry);
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
