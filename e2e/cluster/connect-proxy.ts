import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect } from "node:net";

export interface ConnectProxy extends AsyncDisposable {
  readonly port: number;
  /** What was asked for, `host:port`. */
  readonly asked: ReadonlySet<string>;
}

/** An HTTP proxy that only knows CONNECT; every name leads to this machine. */
export async function startConnectProxy(): Promise<ConnectProxy> {
  const asked = new Set<string>();
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on("connect", (request: IncomingMessage, client, head: Buffer) => {
    asked.add(request.url ?? "");
    const target = connect(Number(request.url?.split(":").at(-1)), "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      target.write(head);
      target.pipe(client).pipe(target);
    });
    for (const [one, other] of [
      [client, target],
      [target, client],
    ] as const) {
      one.on("error", () => other.destroy()).on("close", () => other.destroy());
    }
    stopped.signal.addEventListener("abort", () => client.destroy());
  });
  const stopped = new AbortController();
  server.listen(0);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    async [Symbol.asyncDispose]() {
      stopped.abort();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
