import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { AppError } from "../errors.ts";
import { byteRange } from "./byte-range.ts";

/** A build artefact, beside which a `.gz` of the same content may stand. */
export interface Artefact {
  readonly file: string;
  readonly contentType: string;
  readonly downloadName: string;
  /** Instead of one made of size and time, where the content has a name of its own. */
  readonly etag?: string;
  /** Ends the transfer of who takes too long. */
  readonly signal?: AbortSignal;
}

/** Sends a file with a strong ETag, ranges, and the ready-made gzip where the client takes it. */
export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  artefact: Artefact,
): Promise<void> {
  const { headers } = request;
  const takesGzip = /\bgzip\b/.test(String(headers["accept-encoding"] ?? "")) && !headers.range;
  const zipped = takesGzip ? await stat(`${artefact.file}.gz`).catch(() => null) : null;
  const file = zipped ? `${artefact.file}.gz` : artefact.file;
  const info = zipped ?? (await stat(file).catch(() => null));
  if (!info)
    throw new AppError(
      "NotReady",
      `${artefact.downloadName} is not built on this Console; run npm start there.`,
    );

  const ownTag = `"${info.size.toString(36)}-${Math.floor(info.mtimeMs).toString(36)}${zipped ? "-gz" : ""}"`;
  const etag = artefact.etag ?? ownTag;
  response.setHeader("etag", etag);
  response.setHeader("vary", "accept-encoding");
  response.setHeader("cache-control", "no-cache");
  response.setHeader("accept-ranges", "bytes");
  if (headers["if-none-match"]?.split(/,\s*/).includes(etag))
    return void response.writeHead(304).end();

  const isRangeValid = !headers["if-range"] || headers["if-range"] === etag;
  const range = isRangeValid ? byteRange(headers.range, info.size) : null;
  if (range === "unsatisfiable") {
    return void response.writeHead(416, { "content-range": `bytes */${info.size}` }).end();
  }
  const { start, end } = range ?? { start: 0, end: info.size - 1 };
  response.writeHead(range ? 206 : 200, {
    "content-type": artefact.contentType,
    "content-length": end - start + 1,
    "content-disposition": `attachment; filename="${artefact.downloadName}"`,
    ...(range ? { "content-range": `bytes ${start}-${end}/${info.size}` } : {}),
    ...(zipped ? { "content-encoding": "gzip" } : {}),
  });
  if (request.method === "HEAD") return void response.end();
  const { signal } = artefact;
  // A client that goes away in the middle is its own affair.
  await pipeline(createReadStream(file, { start, end }), response, signal ? { signal } : {}).catch(
    () => undefined,
  );
}
