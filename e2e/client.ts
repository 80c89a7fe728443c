import type { OutgoingHttpHeaders } from "node:http";
import { Agent, request } from "node:https";

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever shape the answer should have
  readonly json: any;
}

export interface Call {
  method?: string;
  body?: unknown;
  /** Goes as it is, instead of `body`. */
  text?: string;
  headers?: OutgoingHttpHeaders;
}

/** An HTTPS client for one console: trusts only its CA, and finds its name on this machine. */
export interface Client extends Disposable {
  readonly url: string;
  call(path: string, call?: Call): Promise<Answer>;
  close(): void;
}

/**
 * @param ca PEM of the only trusted CA; undefined trusts anyone, to fetch that CA
 * @param address where the URL's host name lives, so that names need no DNS
 */
export function makeClient(options: {
  url: string;
  ca: string | undefined;
  address?: string;
  headers?: OutgoingHttpHeaders;
  cert?: string;
  key?: string;
}): Client {
  const { url, ca, address = "127.0.0.1", headers = {}, cert, key } = options;
  const trust = ca === undefined ? { rejectUnauthorized: false } : { ca };
  const agent = new Agent({
    keepAlive: true,
    ...trust,
    ...(cert && key ? { cert, key } : {}),
    lookup: (_name, { all }, found) =>
      all ? found(null, [{ address, family: 4 }]) : found(null, address, 4),
  });
  return {
    url,
    call(path, call = {}) {
      const body = call.body === undefined ? call.text : JSON.stringify(call.body);
      const type = call.body === undefined ? {} : { "content-type": "application/json" };
      const sent = { ...type, ...headers, ...call.headers };
      const method = call.method ?? (body === undefined ? "GET" : "POST");
      return new Promise((resolve, reject) => {
        const outgoing = request(`${url}${path}`, { agent, method, headers: sent }, (response) => {
          let text = "";
          response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
          response.on("error", reject);
          response.on("end", () => {
            const status = response.statusCode ?? 0;
            resolve({ status, headers: response.headers, text, json: parse(text) });
          });
        });
        outgoing.setTimeout(20_000, () =>
          outgoing.destroy(new Error(`${method} ${path}: timeout`)),
        );
        outgoing.on("error", reject);
        outgoing.end(body);
      });
    },
    close: () => agent.destroy(),
    [Symbol.dispose]: () => agent.destroy(),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
