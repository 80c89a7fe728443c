import type { ServerResponse } from "node:http";

/** Codes of the OCI distribution specification 1.1, and of Docker's where it has none. */
const statuses = {
  NAME_INVALID: 400,
  DIGEST_INVALID: 400,
  UNAUTHORIZED: 401,
  NAME_UNKNOWN: 404,
  MANIFEST_UNKNOWN: 404,
  BLOB_UNKNOWN: 404,
  UNSUPPORTED: 405,
  TOOMANYREQUESTS: 429,
  UNKNOWN: 500,
  UNAVAILABLE: 503,
} as const;

/** A refusal in the words that container tools know. */
export class RegistryError extends Error {
  readonly code: keyof typeof statuses;

  constructor(code: keyof typeof statuses, message: string) {
    super(message);
    this.code = code;
  }
}

/** Writes `{"errors": [{code, message}]}`, which skopeo, helm and container runtimes show. */
export function sendRegistryError(response: ServerResponse, error: RegistryError): void {
  if (response.headersSent) return void response.destroy();
  const { code, message } = error;
  response.writeHead(statuses[code], {
    "content-type": "application/json",
    "cache-control": "no-store",
    ...(code === "UNAUTHORIZED" ? { "www-authenticate": 'Basic realm="telovix"' } : {}),
    ...(code === "UNSUPPORTED" ? { allow: "GET, HEAD" } : {}),
    ...(code === "TOOMANYREQUESTS" || code === "UNAVAILABLE" ? { "retry-after": "10" } : {}),
    // A body that was refused unread would be taken for the next request.
    ...(response.req.complete ? {} : { connection: "close" }),
  });
  response.end(JSON.stringify({ errors: [{ code, message }] }));
}
