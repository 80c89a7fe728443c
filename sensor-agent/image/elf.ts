/** The two architectures that sensors are built for, as OCI and Debian call them. */
export type Architecture = "amd64" | "arm64";

/** What the dynamic loader reads of an ELF file before anything runs. */
export interface DynamicNeeds {
  readonly architecture: Architecture;
  /** The loader that the kernel starts; null in a library or a static executable. */
  readonly interpreter: string | null;
  /** `DT_NEEDED`, in order. */
  readonly needed: readonly string[];
}

const machines: Record<number, Architecture> = { 62: "amd64", 183: "arm64" };
const segment = { load: 1, dynamic: 2, interpreter: 3 };
const tag = { end: 0, needed: 1, strings: 5 };

/** Reads a 64-bit little-endian ELF file (System V ABI). Null: it is none, or of another machine. */
export function dynamicNeeds(file: Buffer): DynamicNeeds | null {
  if (file.length < 64 || file.toString("latin1", 0, 6) !== "\x7fELF\x02\x01") return null;
  const architecture = machines[file.readUInt16LE(18)];
  if (!architecture) return null;
  const segments = programHeaders(file);
  const loader = segments.find(({ type }) => type === segment.interpreter);
  return {
    architecture,
    interpreter: loader ? text(file, loader.offset) : null,
    needed: neededNames(file, segments),
  };
}

interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly address: number;
  readonly size: number;
}

function programHeaders(file: Buffer): Segment[] {
  const start = at(file, 32);
  const size = file.readUInt16LE(54);
  return Array.from({ length: file.readUInt16LE(56) }, (_, index) => {
    const header = start + index * size;
    return {
      type: file.readUInt32LE(header),
      offset: at(file, header + 8),
      address: at(file, header + 16),
      size: at(file, header + 32),
    };
  });
}

function neededNames(file: Buffer, segments: Segment[]): string[] {
  const dynamic = segments.find(({ type }) => type === segment.dynamic);
  if (!dynamic) return [];
  const entries: { tag: number; value: number }[] = [];
  for (let entry = dynamic.offset; entry < dynamic.offset + dynamic.size; entry += 16) {
    if (at(file, entry) === tag.end) break;
    entries.push({ tag: at(file, entry), value: at(file, entry + 8) });
  }
  const strings = offsetOf(segments, entries.find((entry) => entry.tag === tag.strings)?.value);
  return entries
    .filter((entry) => entry.tag === tag.needed)
    .map(({ value }) => text(file, strings + value));
}

/** Where in the file lies what is mapped to an address. */
function offsetOf(segments: Segment[], address = 0): number {
  const holder = segments.find(
    (each) =>
      each.type === segment.load && address >= each.address && address < each.address + each.size,
  );
  if (!holder) throw new Error("The ELF file's dynamic section points outside of it.");
  return address - holder.address + holder.offset;
}

const at = (file: Buffer, offset: number) => Number(file.readBigUInt64LE(offset));
const text = (file: Buffer, offset: number) =>
  file.toString("utf8", offset, file.indexOf(0, offset));
