import type { AlertKind } from "./schema.ts";

/** The path of the page that shows what an alert is about. */
export function alertPage(kind: AlertKind, details: Readonly<Record<string, unknown>>): string {
  switch (kind) {
    case "sensor_offline":
      return typeof details.sensorId === "string"
        ? `/sensors/${details.sensorId}`
        : "/activity?kinds=alert,departed";
    case "breaker_tripped":
      return typeof details.clusterUid === "string" && typeof details.cluster === "string"
        ? `/clusters/${encodeURIComponent(details.cluster)}?uid=${details.clusterUid}`
        : "/sensors";
    case "token_expiring":
      return "/sensors/tokens";
    case "enrollment_refused":
      return "/sensors/tokens";
    case "license_near_limit":
      return "/settings/license";
  }
}
