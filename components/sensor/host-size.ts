import type { HostSize } from "./metric-series.ts";
import type { Sensor } from "./sensor-header.tsx";

const numberOf = (fact: unknown) => (typeof fact === "number" ? fact : null);

/** What the host has, as far as the sensor told when it enrolled. */
export function hostSize({ facts }: Pick<Sensor, "facts">): HostSize {
  return { cpus: numberOf(facts.cpus), memoryBytes: numberOf(facts.memoryBytes) };
}
