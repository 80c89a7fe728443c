import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A reply that is being lost: the request has reached the Console, the answer stays in the proxy. */
export interface LostReply {
  /** Resolves when the request was forwarded. */
  readonly asked: Promise<void>;
  /** Ends the connection for good, answer and all. */
  cut(): void;
}

/** Passes TCP connections on unread, in front of a Console as a balancer would stand. */
export interface LossyProxy extends AsyncDisposable {
  readonly port: number;
  /** Where connections go; set once the Console's port is known. */
  target: number;
  /** Holds back the answer to the next request that a sensor sends. */
  loseReply(): LostReply;
}

/** In a ClientHello's list of protocols (RFC 7301): curl offers HTTP/2, the sensor does not. */
const http2 = Buffer.from("\x02h2");

export async function lossyProxy(): Promise<LossyProxy> {
  const sockets = new Set<Socket>();
  let lossy: ((near: Socket, far: Socket) => void) | undefined;
  const server = createServer((near) => {
    const far = connect(proxy.target, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => sockets.delete(socket));
    }
    near.once("data", (hello: Buffer) => {
      near.pause();
      far.write(hello);
      if (lossy && !hello.includes(http2)) {
        const lose = lossy;
        lossy = undefined;
        lose(near, far);
        return;
      }
      near.pipe(far).pipe(near);
    });
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  server.listen(0, "0.0.0.0");
  await once(server, "listening");
  const proxy: LossyProxy = {
    port: (server.address() as AddressInfo).port,
    target: 0,
    loseReply() {
      const { promise: asked, resolve } = Promise.withResolvers<void>();
      let cut = () => {};
      lossy = (near, far) => {
        cut = () => near.destroy();
        holdReply(near, far, resolve);
      };
      return { asked, cut: () => cut() };
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
  return proxy;
}

/**
 * Lets the TLS handshake pass: what the client says after the server has spoken is the end of the
 * handshake and the request, and what the server says then is the answer.
 */
function holdReply(near: Socket, far: Socket, asked: () => void): void {
  let hasSpoken = false;
  let isAsked = false;
  far.on("data", (chunk: Buffer) => {
    hasSpoken = true;
    if (!isAsked) near.write(chunk);
  });
  near.on("data", (chunk: Buffer) => {
    far.write(chunk);
    if (!hasSpoken) return;
    isAsked = true;
    asked();
  });
  near.resume();
}
