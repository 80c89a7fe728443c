import "reflect-metadata";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import * as x509 from "@peculiar/x509";
import { type WebSocket, WebSocketServer } from "ws";
import type { Identity } from "../identity/store.ts";
import { type GatewayFrame, SensorFrame } from "../protocol.ts";

/** A gateway that welcomes everybody, or nobody, and writes down what it hears. */
export interface SmallGateway extends AsyncDisposable {
  /** Of a sensor that belongs to it. */
  readonly identity: Identity;
  readonly frames: SensorFrame[];
  readonly goodbyes: unknown[];
  connections(): number;
}

interface Manners {
  /** Called with each frame before it is answered. */
  readonly heard?: (frame: SensorFrame) => void;
  /** The code with which it refuses every certificate. */
  readonly refuses?: string;
}

export async function startGateway({ heard, refuses }: Manners = {}): Promise<SmallGateway> {
  const pair = await selfSigned();
  const [goodbyes, frames]: [unknown[], SensorFrame[]] = [[], []];
  let connections = 0;
  const server = createServer({ cert: pair.certificate, key: pair.key }, (request, response) => {
    let text = "";
    request.on("data", (chunk) => (text += chunk));
    request.on("end", () => {
      goodbyes.push(JSON.parse(text));
      response.writeHead(204).end();
    });
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    connections += 1;
    if (refuses) return void socket.end(refusal(refuses));
    sockets.handleUpgrade(request, socket, head, (client) =>
      client.on("message", (data) => {
        const frame = SensorFrame.parse(JSON.parse(data.toString()));
        frames.push(frame);
        heard?.(frame);
        answer(client, frame);
      }),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const at = `localhost:${(server.address() as AddressInfo).port}`;
  return {
    identity: { config: configFor(at), ca: pair.certificate, ...pair },
    ...{ frames, goodbyes },
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

const configFor = (at: string) => ({
  sensorId: randomUUID(),
  name: "node-01",
  consoleUrl: `https://${at}`,
  sensorUrl: `wss://${at}/api/v1/sensor/connect`,
  heartbeatSeconds: 15,
  ephemeral: false,
});

function answer(client: WebSocket, frame: SensorFrame): void {
  const send = (reply: GatewayFrame) => client.send(JSON.stringify(reply));
  if (frame.type === "hello")
    send({ type: "welcome", sensorId: randomUUID(), heartbeatSeconds: 15, tags: [] });
  if (frame.type === "heartbeat") send({ type: "ack", seq: frame.seq });
}

function refusal(code: string): string {
  const body = JSON.stringify({ title: "Refused", status: 403, code });
  return `HTTP/1.1 403 Forbidden\r\nContent-Type: application/problem+json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
}

export async function selfSigned(): Promise<{ certificate: string; key: string }> {
  x509.cryptoProvider.set(crypto);
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    keys,
    name: "CN=localhost",
    signingAlgorithm: algorithm,
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: "dns", value: "localhost" }])],
  });
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey("pkcs8", keys.privateKey));
  const key = `-----BEGIN PRIVATE KEY-----\n${pkcs8.toString("base64")}\n-----END PRIVATE KEY-----\n`;
  return { certificate: certificate.toString("pem"), key };
}
