import type { WebSocket } from "ws";
import {
  closeCodes,
  type GatewayFrame,
  type Heartbeat,
  type Hello,
  heartbeatSeconds,
  type NodeFrame,
  protocolVersion,
  SensorFrame,
} from "../../sensor-agent/src/protocol.ts";
import { gatewayLimits } from "./limits.ts";

/** One connected sensor. Kept small: there are tens of thousands of them. */
export interface Connection {
  readonly sensorId: string;
  readonly socket: WebSocket;
  readonly tags: string[];
  readonly isEphemeral: boolean;
  isGreeted: boolean;
  /** The last heartbeat's; -1 before the first. */
  seq: number;
  /** Monotonic ms of the last frame. */
  lastFrameMs: number;
  framesInSweep: number;
  /** Key of what the sensor row says of loader and programs, as last written. */
  runtime: string;
  /** Key of what it last said of its Kubernetes node; empty before. */
  node: string;
  /** Whether the record has a first heartbeat, and says that the instance ends. */
  hasReported: boolean;
  isTerminating: boolean;
  /** As the record has it, then as the sensor says. */
  bootId: string | undefined;
}

export interface ConnectionEvents {
  greeted(connection: Connection, hello: Hello): void;
  heartbeat(connection: Connection, heartbeat: Heartbeat): void;
  node(connection: Connection, node: NodeFrame["node"]): void;
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
  const frame = parseFrame(data);
  const fault = faultOf(connection, frame);
  if (fault || !frame) connection.socket.close(closeCodes.badFrame, fault ?? "");
  else if (frame.type === "hello") greet(connection, frame, events);
  else if (frame.type === "node") events.node(connection, frame.node);
  else {
    connection.seq = frame.seq;
    events.heartbeat(connection, frame);
  }
}

/** What is wrong with a frame here and now; null: nothing. */
function faultOf(connection: Connection, frame: SensorFrame | null): string | null {
  if (connection.framesInSweep > gatewayLimits.framesPerSweepMax) return "too many frames";
  if (!frame) return "not a frame of this protocol";
  if (frame.type === "hello") return connection.isGreeted ? "hello twice" : null;
  if (!connection.isGreeted) return "hello first";
  if (frame.type === "node") return null;
  return frame.seq <= connection.seq ? "seq goes back" : null;
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
    connection.socket.close(closeCodes.protocol, `protocol ${protocolVersion} is spoken here`);
    return;
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
  if (socket.bufferedAmount > gatewayLimits.unreadBytesMax) socket.terminate();
  else socket.send(JSON.stringify(frame));
}
