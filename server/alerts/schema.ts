import { z } from "zod";

/** What an admin may want to hear of without looking. */
export const alertKinds = [
  "sensor_offline",
  "breaker_tripped",
  "token_expiring",
  "enrollment_refused",
  "license_near_limit",
] as const;
export const AlertKind = z.enum(alertKinds);
export type AlertKind = z.infer<typeof AlertKind>;
