import type { IncomingMessage } from "node:http";
import { AppError } from "./errors.ts";

/** Reads a JSON body of at most `bytesMax`. @throws {AppError} `InvalidRequest` */
export async function readJson(request: IncomingMessage, bytesMax: number): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bytesMax) throw new AppError("InvalidRequest", `body: at most ${bytesMax} bytes.`);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString();
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("InvalidRequest", "body: not valid JSON.");
  }
}
