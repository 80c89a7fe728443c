import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import WebSocket from "ws";
import type { Clock } from "../clock.ts";
import type { Identity } from "../identity/store.ts";
import {
  closeCodes,
  frameBytesMax,
  GatewayFrame,
  type Hello,
  Problem,
  type SensorFrame,
} from "../protocol.ts";
import { retryAfterMs } from "./backoff.ts";
import { problemText } from "./problem-text.ts";
import { tunnelTo } from "./proxy.ts";

/** How a connection ended, for the one rule that decides what follows (`fate.ts`). */
export type Ending =
  | { kind: "lost"; detail: string }
  | { kind: "rejoin"; detail: string }
  | { kind: "left"; detail: string }
  | { kind: "later"; detail: string; retryAfterMs: number }
  | { kind: "refused"; detail: string; code: string | undefined }
  | { kind: "removed"; detail: string };

export interface SessionEvents {
  /** The gateway was reached, at this address. */
  reached(address: string): void;
  welcome(frame: Extract<GatewayFrame, { type: "welcome" }>): void;
  ack(seq: number): void;
  tags(tags: string[]): void;
}

export interface Session {
  send(frame: SensorFrame): void;
  readonly ended: Promise<Ending>;
  close(): void;
}

const closings = new Map<number, "rejoin" | "left">([
  [closeCodes.rejoin, "rejoin"],
  [closeCodes.departed, "left"],
]);

const connectTimeoutMs = 20_000;

/** One mTLS WebSocket to the gateway; `ended` says how it ended and never rejects. */
export function openSession(
  identity: Identity,
  hello: Hello,
  events: SessionEvents,
  clock: Clock,
): Session {
  const { ca, certificate, key, config } = identity;
  const agent = tunnelTo(new URL(config.sensorUrl));
  const socket = new WebSocket(config.sensorUrl, {
    ...(agent ? { agent } : {}),
    // The gateway always presents the Console CA's own; the public roots would cost 10 MB.
    ca,
    cert: certificate,
    key,
    minVersion: "TLSv1.3",
    perMessageDeflate: false,
    maxPayload: frameBytesMax,
    handshakeTimeout: connectTimeoutMs,
    followRedirects: false,
  });
  const ended = new Promise<Ending>((resolve) => {
    let removed: string | null = null;
    socket.on("upgrade", ({ socket: { remoteAddress } }) => {
      // Behind a proxy it is the proxy's.
      if (remoteAddress && !agent) events.reached(remoteAddress);
    });
    socket.on("open", () => socket.send(JSON.stringify(hello)));
    socket.on("message", (data: Buffer) => {
      const frame = parse(data);
      if (!frame) return socket.close(closeCodes.badFrame);
      if (frame.type === "decommission") removed = frame.reason;
      else dispatch(frame, events);
    });
    socket.on("unexpected-response", (_request, response) => {
      void readEnding(response, clock.nowMs()).then(resolve);
    });
    socket.on("error", (error) => resolve({ kind: "lost", detail: error.message }));
    socket.on("close", (code, reason) => {
      const detail = `closed with ${code} ${reason.toString().slice(0, 120)}`.trim();
      if (removed !== null) resolve({ kind: "removed", detail: removed });
      else resolve({ kind: closings.get(code) ?? "lost", detail });
    });
  });
  return {
    ended,
    send(frame) {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
    },
    close: () => socket.terminate(),
  };
}

function parse(data: Buffer): GatewayFrame | null {
  try {
    return GatewayFrame.safeParse(JSON.parse(data.toString())).data ?? null;
  } catch {
    return null;
  }
}

function dispatch(
  frame: Exclude<GatewayFrame, { type: "decommission" }>,
  events: SessionEvents,
): void {
  if (frame.type === "welcome") events.welcome(frame);
  else if (frame.type === "ack") events.ack(frame.seq);
  else events.tags(frame.tags);
}

/** A refused upgrade answers with a problem document. */
async function readEnding(response: IncomingMessage, nowMs: number): Promise<Ending> {
  let text = "";
  response.on("data", (chunk: Buffer) => {
    if (text.length < 8192) text += chunk.toString();
  });
  await once(response, "end").catch(() => undefined);
  const status = response.statusCode ?? 0;
  const problem = Problem.safeParse(safeJson(text)).data;
  const detail = problemText(problem ?? null, status);
  if (status === 401 || status === 403) return { kind: "refused", detail, code: problem?.code };
  return {
    kind: "later",
    detail,
    retryAfterMs: retryAfterMs(response.headers["retry-after"], nowMs),
  };
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
