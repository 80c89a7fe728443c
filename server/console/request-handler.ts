import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { addressHeader } from "../auth/client-address.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<unknown>;
/** Answers and gives true, or leaves the request alone and gives false. */
type Route = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

const policyHeader = "content-security-policy";

/** Headers that a client must not be able to set: each is believed by a library behind us. */
const strippedHeaders = [
  addressHeader,
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-middleware-subrequest",
  "x-middleware-rewrite",
  "x-invoke-path",
  policyHeader,
  `${policyHeader}-report-only`,
  "x-nonce",
];

const securityHeaders = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
};

const policy = (scripts: string) =>
  [
    "default-src 'self'",
    `script-src ${scripts}`,
    // Radix and the charts place things with style attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "object-src 'none'",
  ].join("; ");

/** For whatever is not a page: nothing there is ever run inline. */
const strictPolicy = policy("'self'");

/**
 * A page's own scripts carry a nonce that is new with each answer. Next takes it from the policy in
 * the request, `app/layout.tsx` from `x-nonce`; a client can set neither.
 */
function allowOwnScripts(request: IncomingMessage, response: ServerResponse): void {
  const nonce = randomBytes(16).toString("base64");
  const pagePolicy = policy(`'self' 'nonce-${nonce}'`);
  request.headers[policyHeader] = pagePolicy;
  request.headers["x-nonce"] = nonce;
  response.setHeader(policyHeader, pagePolicy);
}

/** Who answers which path on the console's port; the first that takes a request has it. */
export function makeRequestHandler(deps: {
  log: Logger;
  /** Sees every request, to log and count it. */
  observe: (request: IncomingMessage, response: ServerResponse, requestId: string) => void;
  operations: Route;
  sensorRoutes: Route;
  commandLine: Route;
  clusterDownloads: Route;
  admission: Route;
  rest: Route;
  trpc: Route;
  auth: Handler;
  pages: Handler;
}) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const requestId = randomUUID();
    for (const header of strippedHeaders) delete request.headers[header];
    request.headers[addressHeader] = request.socket.remoteAddress ?? "unknown";
    request.headers["x-request-id"] = requestId;
    response.setHeader("x-request-id", requestId);
    response.setHeader(policyHeader, strictPolicy);
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    deps.observe(request, response, requestId);
    answer(deps, request, response).catch((error: unknown) => {
      deps.log.error({ err: error, requestId }, "Request failed");
      if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain" });
      response.end(`Something went wrong. Request id ${requestId}\n`);
    });
  };
}

async function answer(
  deps: Parameters<typeof makeRequestHandler>[0],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const route of [
    deps.operations,
    deps.sensorRoutes,
    deps.commandLine,
    deps.clusterDownloads,
    deps.admission,
    deps.rest,
    deps.trpc,
  ]) {
    if (await route(request, response)) return;
  }
  if (request.url?.startsWith("/api/auth/")) return void (await deps.auth(request, response));
  allowOwnScripts(request, response);
  await deps.pages(request, response);
}
