import { request } from "node:https";
import { rootCertificates } from "node:tls";
import { Problem } from "../protocol.ts";
import { retryAfterMs } from "./backoff.ts";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** The problem document of a refusal. */
  readonly problem: Problem | null;
  readonly retryAfterMs: number;
}

const answerBytesMax = 256 * 1024;
const timeoutMs = 20_000;

/**
 * POSTs JSON over TLS to the Console, which must present a certificate of its CA or of a public one.
 * Rejects when no answer comes.
 */
export function post(
  url: URL,
  body: unknown,
  tls: { ca: string; cert?: string; key?: string; nowMs: number },
): Promise<Answer> {
  const { nowMs, ca, ...identity } = tls;
  // Before enrolling, the Console may have a public certificate; afterwards it is the gateway's.
  const trusted = identity.cert ? ca : [ca, ...rootCertificates];
  const text = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        method: "POST",
        agent: false,
        ca: trusted,
        ...identity,
        timeout: timeoutMs,
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
    call.on("timeout", () => call.destroy(new Error("no answer in time")));
    call.on("error", reject);
    call.end(text);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
