import { X509Certificate } from "node:crypto";
import { lookup } from "node:dns";
import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { request as requestTls } from "node:https";
import { isIP } from "node:net";
import type { SecureContext } from "node:tls";
import { guardedLookup } from "../alerts/guarded-lookup.ts";
import { outgoingTrust } from "../alerts/send.ts";
import { urlRefusal } from "../alerts/webhook-url.ts";
import type { Db } from "../context.ts";
import { readSettings } from "../settings/read.ts";

const timeoutMs = 10_000;
const bodyBytesMax = 1_000_000;

/** Why the provider did not do; said to administrators and the log, not at sign-in. */
export class ProviderError extends Error {}

/** Asks a provider: only where it may be, and only over TLS unless it is this very machine. */
export interface Outgoing {
  json(
    url: string,
    options?: { headers?: Record<string, string>; form?: string },
  ): Promise<unknown>;
}

/** Why this URL may not be asked; null: it may. */
export async function issuerRefusal(db: Db, url: string): Promise<string | null> {
  const { notifications } = await readSettings(db);
  return refusalOf(url, notifications.allowPrivateAddresses);
}

function refusalOf(text: string, privateAddresses: boolean): string | null {
  const refusal = urlRefusal(text, { privateAddresses });
  if (refusal) return refusal;
  const { protocol, hostname } = new URL(text);
  const isLoopback = hostname === "localhost" || (isIP(hostname) !== 0 && /^127\./.test(hostname));
  return protocol === "https:" || isLoopback ? null : "An https:// URL.";
}

/** @throws {ProviderError} when the CA certificate is none */
export async function openOutgoing(db: Db, caCertificate: string): Promise<Outgoing> {
  const { notifications } = await readSettings(db);
  const { allowPrivateAddresses } = notifications;
  const secureContext = trustIn(caCertificate);
  return {
    async json(url, { headers = {}, form } = {}) {
      const refusal = refusalOf(url, allowPrivateAddresses);
      if (refusal) throw new ProviderError(`${url}: ${refusal}`);
      const options = {
        method: form === undefined ? "GET" : "POST",
        headers: { accept: "application/json", ...headers, ...bodyHeaders(form) },
        signal: AbortSignal.timeout(timeoutMs),
        agent: false,
        lookup: guardedLookup(allowPrivateAddresses, lookup),
      } as const;
      const send = new URL(url).protocol === "https:" ? requestTls : request;
      // `https.request` hands the context on to `tls.connect`, although its type does not say so.
      const secure = { ...options, secureContext };
      return parse(url, await answer(url, send(new URL(url), secure), form));
    },
  };
}

function trustIn(caCertificate: string): SecureContext {
  if (!caCertificate) return outgoingTrust();
  try {
    // A context passes over what it cannot read, and the provider would not be trusted.
    new X509Certificate(caCertificate);
    return outgoingTrust([caCertificate]);
  } catch {
    throw new ProviderError("The CA certificate cannot be read.");
  }
}

const bodyHeaders = (form: string | undefined) =>
  form === undefined
    ? {}
    : {
        "content-type": "application/x-www-form-urlencoded",
        "content-length": String(Buffer.byteLength(form)),
      };

async function answer(url: string, sent: ClientRequest, form: string | undefined): Promise<string> {
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      sent.once("response", resolve);
      sent.on("error", reject);
      sent.end(form);
    });
    const text = await bodyOf(response);
    if (response.statusCode === 200) return text;
    throw new ProviderError(`${url} answered with HTTP ${response.statusCode}.${errorIn(text)}`);
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw new ProviderError(`${url}: ${error instanceof Error ? error.message : "no answer"}`);
  } finally {
    sent.destroy();
  }
}

async function bodyOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyBytesMax) throw new ProviderError("The answer is too long.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** OAuth's own word for what went wrong, as in `invalid_client`. */
function errorIn(text: string): string {
  const [, code] = /"error"\s*:\s*"([\w.-]{1,60})"/.exec(text) ?? [];
  return code ? ` It says ${code}.` : "";
}

function parse(url: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProviderError(`${url} did not answer with JSON.`);
  }
}
