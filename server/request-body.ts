import type { IncomingMessage } from "node:http";
import { AppError } from "./errors.ts";

/** What may follow the limit and is read away, so that the client gets to read the answer. */
const wastedBytesMax = 1024 * 1024;

/** Reads a JSON body of at most `bytesMax`. @throws {AppError} `InvalidRequest` */
export async function readJson(request: IncomingMessage, bytesMax: number): Promise<unknown> {
  const text = (await readBytes(request, bytesMax)).toString();
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("InvalidRequest", "body: not valid JSON.");
  }
}

async function readBytes(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const tooLarge = () => new AppError("InvalidRequest", `body: at most ${bytesMax} bytes.`);
  if (Number(request.headers["content-length"] ?? 0) > bytesMax + wastedBytesMax) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop must not destroy the socket that the answer goes through.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > bytesMax + wastedBytesMax) break;
    if (size <= bytesMax) chunks.push(chunk);
  }
  if (size > bytesMax) throw tooLarge();
  return Buffer.concat(chunks);
}
