import { request } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { rootCertificates } from "node:tls";
import { Problem } from "../protocol.ts";
import { retryAfterMs } from "./backoff.ts";
import { tunnelTo } from "./proxy.ts";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** The problem document of a refusal. */
  readonly problem: Problem | null;
  readonly retryAfterMs: number;
}

const answerBytesMax = 256 * 1024;
const withinMsDefault = 20_000;
const graceMs = 3_000;

interface PostOptions {
  readonly ca: string;
  readonly cert?: string;
  readonly key?: string;
  readonly nowMs: number;
  /** Its certificate is always of the Console CA; the Console's own may be a public one. */
  readonly isGateway?: boolean;
  /** For the whole of it, name resolution included. */
  readonly withinMs?: number;
  /** Once aborted, an answer that is under way may still come for `graceMs`. */
  readonly signal?: AbortSignal;
  /** Where the host of the URL was last reached: no resolver is asked then. */
  readonly address?: string | undefined;
}

/**
 * POSTs JSON over TLS to the Console, through a proxy where the environment names one. The Console must present a certificate of its CA or of a public one.
 * Rejects when no answer comes.
 */
export function post(url: URL, body: unknown, options: PostOptions): Promise<Answer> {
  const { nowMs, ca, withinMs = withinMsDefault, signal, address, ...rest } = options;
  const { isGateway = false, ...identity } = rest;
  const trusted = isGateway ? ca : [ca, ...rootCertificates];
  const text = JSON.stringify(body);
  const agent = tunnelTo(url);
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        method: "POST",
        agent,
        ca: trusted,
        ...identity,
        ...(address && !agent ? { lookup: lookupAs(address) } : {}),
        headers: { "content-type": "application/json", "content-length": Buffer.byteLength(text) },
      },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on("data", (chunk: Buffer) => {
          size += chunk.length;
          if (size > answerBytesMax) call.destroy(new Error("the answer is too long"));
          else chunks.push(chunk);
        });
        response.on("error", reject);
        response.on("end", () => {
          const parsed = parse(Buffer.concat(chunks).toString());
          resolve({
            status: response.statusCode ?? 0,
            body: parsed,
            problem: Problem.safeParse(parsed).data ?? null,
            retryAfterMs: retryAfterMs(response.headers["retry-after"], nowMs),
          });
        });
      },
    );
    const giveUp = () => {
      // A request that waits for a tunnel does not say that it was destroyed.
      reject(new Error("no answer in time"));
      call.destroy();
    };
    let timer = setTimeout(giveUp, withinMs);
    const hurry = () => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, graceMs);
    };
    signal?.addEventListener("abort", hurry, { once: true });
    call.on("close", () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", hurry);
    });
    call.on("error", reject);
    call.end(text);
  });
}

/** Answers any name with one address. */
function lookupAs(address: string): LookupFunction {
  const family = isIP(address);
  return (_name, { all }, done) =>
    all ? done(null, [{ address, family }]) : done(null, address, family);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
