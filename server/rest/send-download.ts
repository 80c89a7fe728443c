import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Download } from "../download.ts";

/** Sends a file; whoever stops reading ends it. */
export async function sendDownload(response: ServerResponse, { parts }: Download): Promise<void> {
  response.writeHead(200, {
    "content-type": parts.contentType,
    "content-disposition": `attachment; filename="${parts.fileName}"`,
    "cache-control": "no-store",
  });
  await pipeline(Readable.from(parts.chunks), response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  });
}
