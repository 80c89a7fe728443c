import type { WebSocket } from "ws";
import {
  closeCodes,
  type GatewayFrame,
  type Heartbeat,
  type Hello,
  heartbeatSeconds,
  protocolVersion,
  SensorFrame,
} from "../../sensor-agent/src/protocol.ts";
import { gatewayLimits } from "./limits.ts";

/** One connected sensor. Kept small: there are tens of thousands of them. */
export interface Connection {
  readonly sensorId: string;
  readonly socket: WebSocket;
  readonly tags: string[];
  isGreeted: boolean;
  /** The last heartbeat's; -1 before the first. */
  seq: number;
  /** Monotonic ms of the last frame. */
  lastFrameMs: number;
  framesInSweep: number;
  /** What the sensor row says of loader and programs, as last written. */
  runtime: string;
}

export interface ConnectionEvents {
  greeted(connection: Connection, hello: Hello): void;
  heartbeat(connection: Connection, heartbeat: Heartbeat): void;
}

/** Takes one frame; whatever breaks the protocol closes this socket and no other. */
export function receive(
  connection: Connection,
  data: Buffer,
  nowMs: number,
  events: ConnectionEvents,
): void {
  connection.lastFrameMs = nowMs;
  connection.framesInSweep += 1;
  if (connection.framesInSweep > gatewayLimits.framesPerSweepMax) {
    return connection.socket.close(closeCodes.badFrame, "too many frames");
  }
  const frame = parseFrame(data);
  if (!frame) return connection.socket.close(closeCodes.badFrame, "not a frame of this protocol");
  if (frame.type === "hello") greet(connection, frame, events);
  else if (!connection.isGreeted || frame.seq <= connection.seq) {
    connection.socket.close(
      closeCodes.badFrame,
      connection.isGreeted ? "seq goes back" : "hello first",
    );
  } else {
    connection.seq = frame.seq;
    events.heartbeat(connection, frame);
  }
}

/** A sensor's frame, or null for anything that the schema does not admit. */
export function parseFrame(data: Buffer): SensorFrame | null {
  try {
    return SensorFrame.safeParse(JSON.parse(data.toString())).data ?? null;
  } catch {
    return null;
  }
}

function greet(connection: Connection, hello: Hello, events: ConnectionEvents): void {
  if (hello.protocol !== protocolVersion) {
    return connection.socket.close(
      closeCodes.protocol,
      `protocol ${protocolVersion} is spoken here`,
    );
  }
  connection.isGreeted = true;
  const { sensorId, tags } = connection;
  send(connection, { type: "welcome", sensorId, heartbeatSeconds, tags });
  events.greeted(connection, hello);
}

/** Sends a frame; a client that does not read is cut off instead of filling our memory. */
export function send(connection: Connection, frame: GatewayFrame): void {
  const { socket } = connection;
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > gatewayLimits.unreadBytesMax) return socket.terminate();
  socket.send(JSON.stringify(frame));
}
