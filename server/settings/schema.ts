import { z } from "zod";
import { shortDuration } from "../duration.ts";
import { PoolKey } from "../pools/key.ts";
import { Tag, tagsMax } from "../sensors/schema.ts";
import { statuses } from "../sensors/status.ts";

const day = 86_400;
/** A whole number of a unit, whose refusal says what is accepted. */
function whole(min: number, max: number, text: (value: number) => string): z.ZodNumber {
  const accepted = `${text(min)} to ${text(max)}.`;
  return z.number(accepted).int(accepted).min(min, accepted).max(max, accepted);
}
const seconds = (min: number, max: number) => whole(min, max, shortDuration);
const days = (min: number, max: number) => whole(min, max, (value) => `${value} d`);

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
    /** For tokens that are made without saying which. */
    defaultTags: z
      .array(Tag)
      .max(tagsMax, `At most ${tagsMax} tags.`)
      .refine((tags) => new Set(tags).size === tags.length, "Each tag once."),
  },
  status: {
    /** Silence after which a sensor is stale; offline follows at four times this. */
    staleAfterSeconds: seconds(5, day),
    /** Pools whose sensors may be silent for longer, or shorter. */
    pools: z
      .array(PoolThreshold)
      .max(100, "At most 100 pools.")
      .refine(
        (pools) => new Set(pools.map(({ pool }) => pool)).size === pools.length,
        "Each pool once.",
      ),
  },
  removal: {
    /** After the last heartbeat, for ephemeral sensors whose token and install say nothing. */
    defaultAfterSeconds: seconds(60, 30 * day),
    /** Share of a pool that may go silent within the window; more of it pauses auto-removal. */
    breakerShare: z.number("0.05 to 1.").min(0.05, "0.05 to 1.").max(1, "0.05 to 1."),
    breakerWindowSeconds: seconds(15, 3600),
  },
  retention: {
    metricsDays: days(1, 365),
    /** Records of departed sensors, unless they are held. */
    departedDays: days(1, 3650),
    /** Enrollments and pre-flights that failed. */
    attemptsDays: days(1, 90),
    auditDays: days(30, 3650),
    /** Of admission: reviews that were denied, warned about, or went wrong. */
    decisionsDays: days(1, 365),
  },
  admission: {
    /** To a review that is not understood, and where a rule cannot be evaluated. */
    defaultAnswer: z.enum(["allow", "deny"]),
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
      .refine(
        (value) => value === "" || isOrigin(value),
        "An https:// URL without a path, or nothing.",
      ),
  },
};

/** Every setting; one row in the database per section that was changed. */
export const Settings = z.strictObject({
  enrollment: z.strictObject(sections.enrollment),
  status: z.strictObject(sections.status),
  removal: z.strictObject(sections.removal),
  retention: z.strictObject(sections.retention),
  admission: z.strictObject(sections.admission),
  notifications: z.strictObject(sections.notifications),
  console: z.strictObject(sections.console),
});
export type Settings = z.infer<typeof Settings>;

export const defaultSettings: Settings = {
  enrollment: {
    oneTimeTtlSeconds: 900,
    batchTtlSeconds: day,
    clusterTtlSeconds: 365 * day,
    defaultTags: [],
  },
  status: { staleAfterSeconds: 90, pools: [] },
  removal: { defaultAfterSeconds: 1800, breakerShare: 0.5, breakerWindowSeconds: 120 },
  retention: {
    metricsDays: 30,
    departedDays: 90,
    attemptsDays: 7,
    auditDays: 365,
    decisionsDays: 30,
  },
  admission: { defaultAnswer: "allow" },
  notifications: { allowPrivateAddresses: false },
  console: { publicUrl: "" },
};

/** Sections may be given in part; what is left out stays. */
export const UpdateSettings = z.strictObject({
  enrollment: Settings.shape.enrollment.partial().optional(),
  status: Settings.shape.status.partial().optional(),
  removal: Settings.shape.removal.partial().optional(),
  retention: Settings.shape.retention.partial().optional(),
  admission: Settings.shape.admission.partial().optional(),
  notifications: Settings.shape.notifications.partial().optional(),
  console: Settings.shape.console.partial().optional(),
});
export type UpdateSettings = z.infer<typeof UpdateSettings>;

/** A URL's own host may hold `$(…)` and quotes; this one is shown inside a shell command. */
const host = /^https:\/\/([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d+)?$/;

function isOrigin(value: string): boolean {
  return host.test(value) && URL.parse(value)?.origin === value;
}

/** Names of the sections, as everything that is about one of them is keyed. */
export type SettingsSectionName = keyof Settings;
const sectionNames = Object.keys(defaultSettings) as SettingsSectionName[];

/** Who changed each section last; null: nobody, it has its defaults. */
export const SettingsChanges = z.record(
  z.enum(sectionNames),
  z.object({ at: z.iso.datetime(), by: z.string() }).nullable(),
);
export type SettingsChanges = z.infer<typeof SettingsChanges>;

/** What thresholds would make of the fleet as it is now. */
export const PreviewStatus = Settings.shape.status.partial();
export const StatusPreview = z.object({
  /** Enrolled sensors, and how many of them would have another status. */
  total: z.number().int(),
  changed: z.number().int(),
  flips: z.array(
    z.object({ from: z.enum(statuses), to: z.enum(statuses), count: z.number().int() }),
  ),
  /** Whether a person should be asked first. */
  isMany: z.boolean(),
});
export type StatusPreview = z.infer<typeof StatusPreview>;

/** What retention would purge within the hour, if it were so. */
export const PreviewRetention = Settings.shape.retention.partial();
export const RetentionPreview = z.object({
  /** Whole days of kernel counters. */
  metricsDays: z.number().int(),
  departed: z.number().int(),
  attempts: z.number().int(),
  auditEntries: z.number().int(),
  decisions: z.number().int(),
});
export type RetentionPreview = z.infer<typeof RetentionPreview>;
