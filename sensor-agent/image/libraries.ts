import { posix } from "node:path";
import { type Architecture, dynamicNeeds } from "./elf.ts";

/** A file of this machine, and the path that it has in the image. */
export interface LibraryFile {
  readonly path: string;
  readonly content: Buffer;
  /** Where it was found. */
  readonly source: string;
}

/** Finds a library by its name, or the dynamic loader by its path; null: not on this machine. */
export type FindLibrary = (nameOrPath: string) => LibraryFile | null;

/**
 * The dynamic loader and every library that an executable needs to start, and nothing else.
 * @throws when one is missing or is built for another machine
 */
export function libraryClosure(
  executable: Buffer,
  architecture: Architecture,
  find: FindLibrary,
): LibraryFile[] {
  const { interpreter, needed } = needs("the executable", executable, architecture);
  if (interpreter === null) return [];
  const loader = found(find, interpreter);
  // The loader is loaded already, by the kernel: libraries name it, and find it by its name.
  const files = new Map([[posix.basename(interpreter), loader]]);
  const open = [...needed];
  for (let name = open.shift(); name !== undefined; name = open.shift()) {
    if (files.has(name)) continue;
    const file = found(find, name);
    files.set(name, file);
    open.push(...needs(file.source, file.content, architecture).needed);
  }
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function found(find: FindLibrary, name: string): LibraryFile {
  const file = find(name);
  if (!file) throw new Error(`${name} is not on this machine.`);
  return file;
}

function needs(name: string, content: Buffer, architecture: Architecture) {
  const read = dynamicNeeds(content);
  if (read?.architecture !== architecture)
    throw new Error(`${name} is no ELF file for ${architecture}.`);
  return read;
}

const triplets = { amd64: "x86_64-linux-gnu", arm64: "aarch64-linux-gnu" } as const;

/**
 * Where libraries of an architecture lie, best first, and where their loader looks for them in the
 * image. Debian's own packages before those of its cross compiler, which get no security updates.
 */
export function libraryFolders(
  architecture: Architecture,
): readonly { source: string; image: string }[] {
  const triplet = triplets[architecture];
  const image = `/lib/${triplet}`;
  return [
    { source: `/lib/${triplet}`, image },
    { source: `/usr/lib/${triplet}`, image },
    { source: "/lib64", image: "/lib64" },
    { source: "/usr/lib64", image: "/lib64" },
    { source: `/usr/${triplet}/lib`, image },
  ];
}
