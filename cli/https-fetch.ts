import type { IncomingMessage } from "node:http";
import { Agent, request as httpsRequest } from "node:https";
import { CliError, exitCodes } from "./exit-codes.ts";

export type HttpsFetch = (request: Request) => Promise<Response>;

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
        (incoming) => resolve(response(incoming, request.url)),
      );
      outgoing.setTimeout(timeoutMs, () => outgoing.destroy(new Error("no answer in time")));
      outgoing.on("error", fail);
      outgoing.end(body);
    });
  };
}

const lengthOf = (body: Buffer | undefined) => (body ? { "content-length": body.length } : {});

function response(incoming: IncomingMessage, url: string): Response {
  const { statusCode: status = 502, headers } = incoming;
  const pairs = Object.entries(headers).flatMap(([name, values]) =>
    [values ?? []].flat().map((value): [string, string] => [name, value]),
  );
  const isEmpty = [204, 205, 304].includes(status);
  if (isEmpty) incoming.resume();
  const body = isEmpty ? null : streamOf(contentOf(incoming, url));
  return new Response(body, { status, headers: pairs });
}

function streamOf(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await chunks.return(undefined)),
  });
}

/** As it comes, so that an export may be longer than memory. */
async function* contentOf(incoming: IncomingMessage, url: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of incoming) yield chunk;
  } catch (error) {
    throw unreachable(url, error instanceof Error ? error : new Error(String(error)));
  }
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
