import { Counter, Gauge, type Registry } from "prom-client";
import type { TallyNotice } from "../db/notify.ts";

/** A process that has not spoken for this long is gone. */
const silentMs = 15_000;

/** What gateways and consoles count, as this console has heard it since it started. */
export function makeTallyMetrics(register: Registry, monotonicMs: () => number) {
  const gateways = new Map<string, { connections: number; atMs: number }>();
  const heartbeats = new Counter({
    name: "telovix_heartbeats_received_total",
    help: "Heartbeats that gateways took from sensors",
    registers: [register],
  });
  const enrollments = new Counter({
    name: "telovix_enrollments_total",
    help: "Enrollment requests by outcome: enrolled, or the code of the refusal",
    labelNames: ["outcome"],
    registers: [register],
  });
  const living = () => {
    for (const [id, { atMs }] of gateways) if (monotonicMs() - atMs > silentMs) gateways.delete(id);
    return [...gateways.values()];
  };
  new Gauge({
    name: "telovix_gateways",
    help: "Gateway processes that were heard in the last 15 seconds",
    registers: [register],
    collect() {
      this.set(living().length);
    },
  });
  new Gauge({
    name: "telovix_gateway_connections",
    help: "Sensors that are connected, over all gateways",
    registers: [register],
    collect() {
      this.set(living().reduce((sum, { connections }) => sum + connections, 0));
    },
  });
  enrollments.inc({ outcome: "enrolled" }, 0);
  return (notice: TallyNotice): void => {
    heartbeats.inc(notice.heartbeats);
    for (const [outcome, count] of Object.entries(notice.enrollments))
      enrollments.inc({ outcome }, count);
    if (notice.connections !== undefined)
      gateways.set(notice.process, { connections: notice.connections, atMs: monotonicMs() });
  };
}
