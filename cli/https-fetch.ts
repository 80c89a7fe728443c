import type { IncomingMessage } from "node:http";
import { Agent, request as httpsRequest } from "node:https";
import { CliError, exitCodes } from "./exit-codes.ts";

export type HttpsFetch = (request: Request) => Promise<Response>;

/** A page of 500 sensors is 1 MB; nothing of ours is larger than this. */
const answerBytesMax = 256 * 1024 * 1024;
const timeoutMs = 60_000;

/**
 * `fetch` that trusts a given CA: Node's own takes one only for the whole process, and only in
 * newer versions. `ca: undefined` trusts the CAs of this machine.
 */
export function makeHttpsFetch(trust: { ca: string | undefined; anyone?: true }): HttpsFetch {
  const agent = new Agent({
    keepAlive: true,
    minVersion: "TLSv1.2",
    ...(trust.ca === undefined ? {} : { ca: trust.ca }),
    ...(trust.anyone ? { rejectUnauthorized: false } : {}),
  });
  return async (request) => {
    const body = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
    const headers = Object.fromEntries(request.headers);
    return new Promise((resolve, reject) => {
      const fail = (error: Error) => reject(unreachable(request.url, error));
      const outgoing = httpsRequest(
        request.url,
        { agent, method: request.method, headers: { ...headers, ...lengthOf(body) } },
        (incoming) => {
          const chunks: Buffer[] = [];
          let bytes = 0;
          incoming.on("data", (chunk: Buffer) => {
            bytes += chunk.length;
            if (bytes > answerBytesMax) outgoing.destroy(new Error("the answer is too large"));
            else chunks.push(chunk);
          });
          incoming.on("error", fail);
          incoming.on("end", () => resolve(response(incoming, Buffer.concat(chunks))));
        },
      );
      outgoing.setTimeout(timeoutMs, () => outgoing.destroy(new Error("no answer in time")));
      outgoing.on("error", fail);
      outgoing.end(body);
    });
  };
}

const lengthOf = (body: Buffer | undefined) => (body ? { "content-length": body.length } : {});

function response({ statusCode = 502, headers }: IncomingMessage, body: Buffer): Response {
  const pairs = Object.entries(headers).flatMap(([name, values]) =>
    [values ?? []].flat().map((value): [string, string] => [name, value]),
  );
  const isEmpty = [204, 205, 304].includes(statusCode);
  return new Response(isEmpty ? null : new Uint8Array(body), {
    status: statusCode,
    headers: pairs,
  });
}

/** OpenSSL's names for a certificate that is not believed. */
const untrusted =
  /^(SELF_SIGNED_CERT|UNABLE_TO_(VERIFY|GET_ISSUER)|DEPTH_ZERO|CERT_|ERR_TLS_CERT_ALTNAME)/;

function unreachable(url: string, error: NodeJS.ErrnoException): CliError {
  const { origin } = new URL(url);
  const { code = "" } = error;
  if (untrusted.test(code))
    return new CliError(
      exitCodes.unreachable,
      `The certificate of ${origin} is not trusted: ${error.message}.`,
      {
        help: "Give the Console's CA with --ca-cert or TELOVIX_CA_CERT; Settings > Console shows it.",
        cause: error,
      },
    );
  return new CliError(
    exitCodes.unreachable,
    `${origin} cannot be reached: ${code || error.message}.`,
    {
      help: "Check the URL and that the Console runs.",
      cause: error,
    },
  );
}
