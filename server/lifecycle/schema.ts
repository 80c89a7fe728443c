import { z } from "zod";
import { statuses } from "../sensors/status.ts";

const When = z.iso.datetime();
export const pauseCauses = ["outage", "clock_jump", "mass_silence"] as const;

/** A pause of auto-removal that stands now. */
export const PauseView = z.object({
  id: z.uuid(),
  cause: z.enum(pauseCauses),
  /** `tag:<value>` or `token:<id>`; null: every pool. */
  pool: z.string().nullable(),
  poolLabel: z.string(),
  startedAt: When,
  /** Until it ends by itself; null: when the sensors are back or an admin decides. */
  resumesInSeconds: z.number().int().nullable(),
  /** How many of how many were silent together when it began, and how many are now. */
  silent: z.number().int(),
  size: z.number().int(),
  silentNow: z.number().int(),
});
export type PauseView = z.infer<typeof PauseView>;

/**
 * `resume`: the rule goes on, and what is silent now is removed at its deadline. `remove`: it is
 * removed at once. `keep`: it stays until it reports again or a person deletes it.
 */
export const EndPause = z.strictObject({
  id: z.uuid(),
  decision: z.enum(["resume", "remove", "keep"]),
  /** Refused with `CountChanged` when another number is silent by now. */
  expectedCount: z.number().int().min(0).optional(),
});
export type EndPause = z.infer<typeof EndPause>;
export const PauseEnded = z.object({ removed: z.number().int() });

/**
 * Two lives under one identity: `machine`, sensors with different keys on one machine id; `clone`,
 * one key that two running machines use.
 */
export const ConflictView = z.object({
  kind: z.enum(["machine", "clone"]),
  machineId: z.string().nullable(),
  sensors: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      hostname: z.string(),
      status: z.enum(statuses),
      lastHeartbeatAt: When,
      enrolledAt: When,
    }),
  ),
});
export type ConflictView = z.infer<typeof ConflictView>;

export const AcceptConflict = z.strictObject({ sensorIds: z.array(z.uuid()).min(1).max(1000) });
export type AcceptConflict = z.infer<typeof AcceptConflict>;
