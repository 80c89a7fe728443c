import { z } from "zod";

const day = 86_400;
const seconds = (min: number, max: number) => z.number().int().min(min).max(max);

/** Every setting with its default; one row in the database per key. */
export const Settings = z.strictObject({
  enrollment: z.strictObject({
    /** Lifetime of a one-time token; 15 minutes as documented. */
    oneTimeTtlSeconds: seconds(60, 30 * day).default(900),
    batchTtlSeconds: seconds(60, 365 * day).default(day),
    clusterTtlSeconds: seconds(day, 3650 * day).default(365 * day),
  }),
  status: z.strictObject({
    /** Silence after which a sensor is stale; offline follows at four times this. */
    staleAfterSeconds: seconds(5, day).default(90),
  }),
  retention: z.strictObject({
    metricsDays: z.number().int().min(1).max(365).default(30),
    auditDays: z.number().int().min(30).max(3650).default(365),
  }),
  console: z.strictObject({
    /** Overrides TELOVIX_PUBLIC_URL for scripts and snippets; empty: use that. */
    publicUrl: z
      .string()
      .max(300)
      .refine((value) => value === "" || isOrigin(value), "An https:// URL without a path")
      .default(""),
  }),
});
export type Settings = z.infer<typeof Settings>;

function isOrigin(value: string): boolean {
  const url = URL.parse(value);
  return url?.protocol === "https:" && url.origin === value && /^[\x21-\x7e]+$/.test(value);
}

export const defaultSettings: Settings = Settings.parse({
  enrollment: {},
  status: {},
  retention: {},
  console: {},
});

/** Sections may be given in part; what is left out stays. */
export const UpdateSettings = z.strictObject({
  enrollment: Settings.shape.enrollment.partial().optional(),
  status: Settings.shape.status.partial().optional(),
  retention: Settings.shape.retention.partial().optional(),
  console: Settings.shape.console.partial().optional(),
});
export type UpdateSettings = z.infer<typeof UpdateSettings>;

export const SettingsView = Settings;
