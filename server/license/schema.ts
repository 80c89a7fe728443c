import { z } from "zod";

const count = z.number().int();
const When = z.iso.datetime();

export const UploadLicense = z.strictObject({
  /** The content of a license file. */
  license: z
    .string()
    .trim()
    .min(1, "The content of a license file")
    .max(16_384, "A license has at most 16,384 characters"),
});
export type UploadLicense = z.infer<typeof UploadLicense>;

export const LicenseView = z.object({
  /** `default`: there is none. `invalid`: the one that is stored does not hold here; see `problem`. */
  state: z.enum(["default", "valid", "expiring", "expired", "invalid"]),
  problem: z.string().nullable(),
  id: z.string().nullable(),
  customer: z.string().nullable(),
  maxProtectedNodes: count.nullable(),
  issuedAt: When.nullable(),
  expiresAt: When.nullable(),
  uploaded: z.object({ at: When, by: z.string() }).nullable(),
  /** Nodes that may be enrolled now: the license's, or those that need none. */
  limit: count,
  /** Of `taken`, how many are stale, offline, ephemeral. */
  seats: z.object({ taken: count, stale: count, offline: count, ephemeral: count }),
  /** What a license is bound to when it is issued for this installation alone. */
  installation: z.string(),
});
export type LicenseView = z.infer<typeof LicenseView>;
