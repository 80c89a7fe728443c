import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Authority } from "../ca/authority.ts";

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A webhook's receiver on loopback: keeps what it got, and answers as it is told. */
export interface Receiver extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly received: Received[];
  /** Replaces the answer: 204 until told otherwise. */
  answer: (response: ServerResponse, request: Received) => void | Promise<void>;
}

/** Over HTTP, or over HTTPS with a certificate of this authority for `localhost`. */
export async function aReceiver(authority?: Authority): Promise<Receiver> {
  const received: Received[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const got = { headers: request.headers, body: await text(request) };
    received.push(got);
    await receiver.answer(response, got);
  };
  const listener = (request: IncomingMessage, response: ServerResponse) =>
    void handle(request, response).catch(() => response.destroy());
  const server: Server = authority
    ? createTlsServer(certificateFor(authority), listener)
    : createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: authority ? `https://localhost:${port}/hook` : `http://127.0.0.1:${port}/hook`,
    port,
    received,
    answer: (response) => void response.writeHead(204).end(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return receiver;
}

function certificateFor(authority: Authority) {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const now = new Date();
  const notAfter = new Date(now.getTime() + 86_400_000);
  const cert = authority.signServer({ publicKey, names: ["localhost"], notAfter, now });
  return { key: privateKey.export({ type: "pkcs8", format: "pem" }), cert };
}
