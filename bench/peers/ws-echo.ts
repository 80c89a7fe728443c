// The peer of the heartbeat: a bare `ws` echo over mTLS that stores nothing.
// With `tls` as argument it does not even speak WebSocket: a bare Node TLS server.
import { createServer as createHttps } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { createServer as createTls, type TlsOptions } from "node:tls";
import { WebSocketServer } from "ws";

process.once("message", (options: TlsOptions) => {
  const mutual = {
    ...options,
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: "TLSv1.3",
  } as const;
  const server: Server =
    process.argv[2] === "tls"
      ? createTls(mutual, (socket) => socket.resume().on("error", () => undefined))
      : echo(mutual);
  server.listen(0, () => process.send?.({ port: (server.address() as AddressInfo).port }));
});

function echo(options: TlsOptions): Server {
  const server = createHttps(options);
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  sockets.on("connection", (socket) => {
    socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary }));
    socket.on("error", () => undefined);
  });
  return server;
}
