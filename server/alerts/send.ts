import { lookup } from "node:dns";
import { type ClientRequest, type IncomingMessage, type RequestOptions, request } from "node:http";
import { request as requestTls } from "node:https";
import { createSecureContext, getCACertificates, type SecureContext } from "node:tls";
import { guardedLookup } from "./guarded-lookup.ts";
import { urlRefusal } from "./webhook-url.ts";

const timeoutMs = 10_000;
/** Of a refusal's body, what is read at most. */
const bodyBytesMax = 1024;

export interface Send {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly allowPrivateAddresses: boolean;
}

/** How this process sends. */
export interface Sending {
  /** Whose certificates are good; made anew when left out, which takes 50 ms. */
  readonly trust?: SecureContext;
  readonly timeoutMs?: number;
  /** Ends what is under way. */
  readonly signal?: AbortSignal;
  readonly resolve?: typeof lookup;
}

export interface Answer {
  /** HTTP status; null when none came back. */
  readonly status: number | null;
  /** Why it does not count as delivered, for an admin to read; null: it does. */
  readonly error: string | null;
  readonly retryAfter?: string | undefined;
}

/** Certificates of Node's own list and of the system's: a company's CA is in the latter. */
export function outgoingTrust(more: readonly string[] = []): SecureContext {
  const known = new Set([...getCACertificates("default"), ...getCACertificates("system")]);
  return createSecureContext({ ca: [...known, ...more] });
}

/** One POST: no redirects, no reuse of a connection, and no address but those that are allowed. */
export async function sendWebhook(send: Send, how: Sending = {}): Promise<Answer> {
  const refusal = urlRefusal(send.url, { privateAddresses: send.allowPrivateAddresses });
  if (refusal) return { status: null, error: refusal };
  const deadline = AbortSignal.timeout(how.timeoutMs ?? timeoutMs);
  const signal = how.signal ? AbortSignal.any([deadline, how.signal]) : deadline;
  try {
    const response = await post(new URL(send.url), send, { ...how, signal });
    return await answerOf(response, send.url);
  } catch (error) {
    return { status: null, error: deadline.aborted ? "No answer in time." : reason(error) };
  }
}

function post(url: URL, send: Send, how: Sending & { signal: AbortSignal }) {
  const options: RequestOptions = {
    method: "POST",
    headers: { ...send.headers, "content-length": Buffer.byteLength(send.body) },
    signal: how.signal,
    // A connection of its own: one that was kept might lead where this URL may not.
    agent: false,
    lookup: guardedLookup(send.allowPrivateAddresses, how.resolve ?? lookup),
  };
  return new Promise<IncomingMessage>((resolve, reject) => {
    const sent = url.protocol === "https:" ? overTls(url, options, how) : request(url, options);
    sent.once("response", resolve);
    // Not once: a deadline may end a request again whose answer has come.
    sent.on("error", reject);
    sent.end(send.body);
  });
}

function overTls(url: URL, options: RequestOptions, how: Sending): ClientRequest {
  // `tls.connect` takes it, and `https.request` hands it on, although its type does not say so.
  const secure = { ...options, secureContext: how.trust ?? outgoingTrust() };
  return requestTls(url, secure);
}

async function answerOf(response: IncomingMessage, url: string): Promise<Answer> {
  const status = response.statusCode ?? 0;
  const text = await bodyStart(response);
  if (status >= 200 && status < 300) return { status, error: null };
  const retryAfter = response.headers["retry-after"];
  if (status >= 300 && status < 400) {
    return { status, error: `HTTP ${status}: redirects are not followed.`, retryAfter };
  }
  const said = readableReply(text, url);
  return { status, error: `HTTP ${status}${said && `: ${said}`}`, retryAfter };
}

/** What came of the body until it was enough, or the time was up. */
async function bodyStart(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= bodyBytesMax) break;
    }
  } catch {
    // The status has arrived, and it is what counts.
  }
  response.destroy();
  return Buffer.concat(chunks).subarray(0, bodyBytesMax).toString("utf8");
}

/** A short text says why; a page says nothing. Some receivers repeat the path, which is a secret. */
function readableReply(text: string, url: string): string {
  const { pathname, search } = new URL(url);
  if (/^\s*</.test(text) || (pathname.length > 1 && text.includes(pathname))) return "";
  if (search && text.includes(search)) return "";
  return text
    .replace(/[^\x20-\x7e]+/g, " ")
    .trim()
    .slice(0, 200);
}

/** Node's own words carry host and port, never the path. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return reason(error.errors[0]);
  return error instanceof Error ? error.message.slice(0, 300) : "The request failed.";
}
