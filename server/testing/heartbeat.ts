import type { Heartbeat, Hello } from "../../sensor-agent/src/protocol.ts";

/** A heartbeat as a quiet host sends it. */
export function aHeartbeat(seq: number): Heartbeat {
  return {
    type: "heartbeat",
    seq,
    intervalMs: 15_000,
    sentAtMs: 1_780_000_000_000,
    kernel: {
      events: { exec: 12, exit: 11, connect: 3, accept: 2, close: 4, listen: 0 },
      lost: 0,
      programs: [
        { name: "process_exec", state: "attached" },
        { name: "process_exit", state: "attached" },
        { name: "tcp_state", state: "attached" },
      ],
    },
    loader: { state: "running", restarts: 0 },
    use: {
      sensor: { cpuMillicores: 4, rssBytes: 58_000_000 },
      loader: { cpuMillicores: 1, rssBytes: 2_400_000 },
    },
    host: { load1: 0.4, memoryTotalBytes: 8e9, memoryAvailableBytes: 6e9, uptimeSeconds: 1000 },
  };
}

export const aHello: Hello = {
  type: "hello",
  protocol: 1,
  version: "0.1.0",
  hostname: "web-1",
  kernel: "6.1.0",
  os: "Debian 12",
  arch: "amd64",
};
