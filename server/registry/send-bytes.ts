import type { IncomingMessage, ServerResponse } from "node:http";

/** Sends what is in memory, with its digest as the ETag. */
export function sendBytes(
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  content: { readonly bytes: Buffer; readonly contentType: string; readonly digest: string },
): void {
  const etag = `"${content.digest}"`;
  response.setHeader("etag", etag);
  response.setHeader("cache-control", "no-cache");
  if (request.headers["if-none-match"]?.split(/,\s*/).includes(etag))
    return void response.writeHead(304).end();
  response.writeHead(200, {
    "content-type": content.contentType,
    "content-length": content.bytes.length,
  });
  response.end(content.bytes);
}
