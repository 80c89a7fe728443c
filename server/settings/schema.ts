import { z } from "zod";
import { PoolKey } from "../pools/key.ts";

const day = 86_400;
const seconds = (min: number, max: number) => z.number().int().min(min).max(max);

/** A pool with a threshold of its own. */
export const PoolThreshold = z.strictObject({
  pool: PoolKey,
  staleAfterSeconds: seconds(5, day),
});

const sections = {
  enrollment: {
    /** Lifetime of a one-time token; 15 minutes as documented. */
    oneTimeTtlSeconds: seconds(60, 30 * day),
    batchTtlSeconds: seconds(60, 365 * day),
    clusterTtlSeconds: seconds(day, 3650 * day),
  },
  status: {
    /** Silence after which a sensor is stale; offline follows at four times this. */
    staleAfterSeconds: seconds(5, day),
    /** Pools whose sensors may be silent for longer, or shorter. */
    pools: z
      .array(PoolThreshold)
      .max(100)
      .refine(
        (pools) => new Set(pools.map(({ pool }) => pool)).size === pools.length,
        "Each pool once.",
      ),
  },
  removal: {
    /** After the last heartbeat, for ephemeral sensors whose token and install say nothing. */
    defaultAfterSeconds: seconds(60, 30 * day),
    /** Share of a pool that may go silent within the window; more of it pauses auto-removal. */
    breakerShare: z.number().min(0.05).max(1),
    breakerWindowSeconds: seconds(15, 3600),
  },
  retention: {
    metricsDays: z.number().int().min(1).max(365),
    /** Records of departed sensors, unless they are held. */
    departedDays: z.number().int().min(1).max(3650),
    auditDays: z.number().int().min(30).max(3650),
  },
  notifications: {
    /** Webhooks to loopback, link-local and private networks. */
    allowPrivateAddresses: z.boolean(),
  },
  console: {
    /** Overrides TELOVIX_PUBLIC_URL in scripts and snippets; empty: use that. */
    publicUrl: z
      .string()
      .max(300)
      .refine((value) => value === "" || isOrigin(value), "An https:// URL without a path"),
  },
};

/** Every setting; one row in the database per section that was changed. */
export const Settings = z.strictObject({
  enrollment: z.strictObject(sections.enrollment),
  status: z.strictObject(sections.status),
  removal: z.strictObject(sections.removal),
  retention: z.strictObject(sections.retention),
  notifications: z.strictObject(sections.notifications),
  console: z.strictObject(sections.console),
});
export type Settings = z.infer<typeof Settings>;

export const defaultSettings: Settings = {
  enrollment: { oneTimeTtlSeconds: 900, batchTtlSeconds: day, clusterTtlSeconds: 365 * day },
  status: { staleAfterSeconds: 90, pools: [] },
  removal: { defaultAfterSeconds: 1800, breakerShare: 0.5, breakerWindowSeconds: 120 },
  retention: { metricsDays: 30, departedDays: 90, auditDays: 365 },
  notifications: { allowPrivateAddresses: false },
  console: { publicUrl: "" },
};

/** Sections may be given in part; what is left out stays. */
export const UpdateSettings = z.strictObject({
  enrollment: Settings.shape.enrollment.partial().optional(),
  status: Settings.shape.status.partial().optional(),
  removal: Settings.shape.removal.partial().optional(),
  retention: Settings.shape.retention.partial().optional(),
  notifications: Settings.shape.notifications.partial().optional(),
  console: Settings.shape.console.partial().optional(),
});
export type UpdateSettings = z.infer<typeof UpdateSettings>;

/** A URL's own host may hold `$(…)` and quotes; this one is shown inside a shell command. */
const host = /^https:\/\/([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d+)?$/;

function isOrigin(value: string): boolean {
  return host.test(value) && URL.parse(value)?.origin === value;
}
