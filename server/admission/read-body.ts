import type { IncomingMessage } from "node:http";

/** An object of an API server is at most 1.5 MiB, and a change carries the old one too. */
export const bodyBytesMax = 4 * 1024 * 1024;
/** Of a body that is not read: as much as the uid needs. */
export const beginningBytes = 4 * 1024;
/** So many whole bodies at a time are held in memory; of the others only the beginning. */
const wholeMax = 32;

/** A body, or why there is only its beginning. */
export interface Body {
  readonly text: string;
  readonly problem: string | null;
}

/** Reads bodies to their end, whatever their length, and keeps what there is room for. */
export function makeBodyReader() {
  let whole = 0;
  return async (request: IncomingMessage, refusal: string | null): Promise<Body> => {
    const busy = whole >= wholeMax ? "too many reviews at once" : null;
    const problem = refusal ?? busy;
    if (problem !== null)
      return { text: (await read(request, beginningBytes)).toString(), problem };
    whole += 1;
    try {
      const bytes = await read(request, bodyBytesMax + 1);
      if (bytes.length <= bodyBytesMax) return { text: bytes.toString(), problem: null };
      const text = bytes.subarray(0, beginningBytes).toString();
      return { text, problem: `more than ${bodyBytesMax} bytes` };
    } finally {
      whole -= 1;
    }
  };
}

/** More than this nobody sends by mistake: what follows is not read, and the connection ends. */
const wastedBytesMax = 32 * 1024 * 1024;

/** What follows `bytesMax` is read away, so that the client gets to read the answer. */
async function read(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop must not destroy the socket that the answer goes through.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (size < bytesMax) chunks.push(chunk.subarray(0, bytesMax - size));
    size += chunk.length;
    if (size > wastedBytesMax) break;
  }
  return Buffer.concat(chunks);
}
