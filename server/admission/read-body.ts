import type { IncomingMessage } from "node:http";

/** An object of an API server is at most 1.5 MiB, and a change carries the old one too. */
export const bodyBytesMax = 4 * 1024 * 1024;
/** Of a body that is not read: as much as the uid needs. */
export const beginningBytes = 4 * 1024;
/** So much of all bodies together is held in memory; of the others only the beginning. */
const heldMax = 128 * 1024 * 1024;
/** One address has a part of it: who sends slowly, and never ends, takes no room from the others. */
export const heldByAddressMax = heldMax / 4;

/** What a chunk takes beside its bytes: a body that comes byte by byte is no small one. */
const chunkBytes = 128;

/** A body, or why there is only its beginning. */
export interface Body {
  readonly text: string;
  readonly problem: string | null;
}

/** Reads bodies to their end, whatever their length, and keeps what there is room for. */
export function makeBodyReader() {
  const roomFor = makeRooms();
  return async (
    request: IncomingMessage,
    { address, refusal }: { address: string; refusal: string | null },
  ): Promise<Body> => {
    const room = roomFor(address);
    try {
      return await read(request, room, refusal);
    } finally {
      room.giveBack();
    }
  };
}

/** What one body takes of the memory for all. */
interface Room {
  /** False: so much more there is not. */
  take(bytes: number): boolean;
  giveBack(): void;
}

function makeRooms() {
  let total = 0;
  const held = new Map<string, number>();
  return (address: string): Room => {
    let own = 0;
    return {
      take(bytes) {
        const before = held.get(address) ?? 0;
        if (total + bytes > heldMax || before + bytes > heldByAddressMax) return false;
        total += bytes;
        own += bytes;
        held.set(address, before + bytes);
        return true;
      },
      giveBack() {
        const rest = (held.get(address) ?? 0) - own;
        total -= own;
        own = 0;
        if (rest > 0) held.set(address, rest);
        else held.delete(address);
      },
    };
  };
}

/** More than this nobody sends by mistake: what follows is not read, and the connection ends. */
const wastedBytesMax = 32 * 1024 * 1024;

/** What is not kept is read away, so that the client gets to read the answer. */
async function read(request: IncomingMessage, room: Room, refusal: string | null): Promise<Body> {
  let problem = refusal;
  let chunks: Buffer[] = [];
  let size = 0;
  const beginning = () => Buffer.concat(chunks).subarray(0, beginningBytes);
  // Leaving the loop must not destroy the socket that the answer goes through.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const before = size;
    size += chunk.length;
    if (problem === null || before < beginningBytes) chunks.push(chunk);
    if (problem === null) {
      if (size > bodyBytesMax) problem = `more than ${bodyBytesMax} bytes`;
      else if (!room.take(chunk.length + chunkBytes)) problem = "too many reviews at once";
      if (problem !== null) {
        // A copy: a part of a chunk would keep all of it.
        chunks = [Buffer.from(beginning())];
        room.giveBack();
      }
    }
    if (size > wastedBytesMax) break;
  }
  return { text: (problem === null ? Buffer.concat(chunks) : beginning()).toString(), problem };
}
