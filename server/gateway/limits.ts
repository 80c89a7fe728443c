import { heartbeatSeconds } from "../../sensor-agent/src/protocol.ts";

/** What one client may cost the others. Sized for 10,000 sensors behind one NAT reconnecting in 15 s. */
export const gatewayLimits = {
  /** New connections per address within `connectWindowSeconds`. */
  connectsMax: 10_000,
  connectWindowSeconds: 10,
  /** Departed sensors that wait to be enrolled again; a few seconds' worth. */
  revivalsWaitingMax: 1_000,
  /** From TCP connect to finished TLS handshake, and from there to the request's end. */
  handshakeMs: 10_000,
  /** From the upgrade to `hello`. */
  helloMs: 10_000,
  /** Without any frame for three heartbeats a socket is half-open. */
  silenceMs: 3 * heartbeatSeconds * 1000,
  /** Frames of one sensor between two sweeps. */
  framesPerSweepMax: 50,
  sweepMs: 5_000,
  /** Bytes that a client may leave unread. */
  unreadBytesMax: 256 * 1024,
  flushMs: 1_000,
  /** Entries of one UPDATE; more go into the next of the same flush. */
  flushRowsMax: 10_000,
  /** A metric point covers about a minute. */
  metricMs: 55_000,
} as const;
