import type { ServerResponse } from "node:http";
import { type AppError, problemDocument } from "./errors.ts";

/** Writes an error as RFC 9457 `application/problem+json`. */
export function sendProblem(response: ServerResponse, error: AppError): void {
  // The console's front door gives each answer its id; a gateway has none to tell.
  const requestId = response.getHeader("x-request-id");
  const document = problemDocument(error, typeof requestId === "string" ? requestId : undefined);
  if (response.headersSent) return void response.destroy();
  const retry = error.retryAfterSeconds;
  response.writeHead(document.status, {
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    // A body that was refused unread would be taken for the next request.
    ...(response.req.complete ? {} : { connection: "close" }),
    ...(retry ? { "retry-after": String(Math.ceil(retry)) } : {}),
  });
  response.end(JSON.stringify(document));
}
