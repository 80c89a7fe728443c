import { readFileSync } from "node:fs";
import { freemem, loadavg, totalmem, uptime } from "node:os";
import type { Heartbeat } from "../protocol.ts";

/** CPU used so far and memory resident now, of one process. */
export interface ProcessSample {
  readonly cpuMs: number;
  readonly rssBytes: number;
}

export function ownSample(): ProcessSample {
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1000, rssBytes: process.memoryUsage.rss() };
}

/** Thousandths of a core between two samples `intervalMs` apart. */
export function cpuMillicores(
  before: ProcessSample,
  after: ProcessSample,
  intervalMs: number,
): number {
  if (intervalMs <= 0) return 0;
  return Math.max(0, Math.round(((after.cpuMs - before.cpuMs) / intervalMs) * 1000));
}

export function hostLoad(): Heartbeat["host"] {
  return {
    load1: loadavg()[0] ?? 0,
    memoryTotalBytes: totalmem(),
    memoryAvailableBytes: availableBytes(),
    uptimeSeconds: Math.floor(uptime()),
  };
}

/** MemAvailable counts caches that can be given back, which freemem() does not. */
function availableBytes(): number {
  const kilobytes = /^MemAvailable:\s+(\d+)/m.exec(readFileSync("/proc/meminfo", "utf8"))?.[1];
  return kilobytes ? Number(kilobytes) * 1024 : freemem();
}
