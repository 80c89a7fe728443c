import { z } from "zod";

/** What an actor can be; the part of `actor` before the colon. */
export const actorKinds = ["user", "api-key", "sensor", "token", "system"] as const;

/** Which entries: one definition for list and export. */
export const AuditFilter = z.strictObject({
  /** Any of these. */
  action: z.array(z.string().max(64)).max(100).optional(),
  kind: z.array(z.enum(actorKinds)).max(actorKinds.length).optional(),
  /** The whole actor, `user:<id>`, or part of a name. */
  actor: z.string().max(200).optional(),
  target: z.string().max(200).optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  /** Part of the action, the actor's name, the target or the details. */
  q: z.string().trim().max(200).optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

export const ListAudit = AuditFilter.extend({
  cursor: z.string().max(40).optional(),
  limit: z.number().int().min(1).max(500).default(50),
});
export type ListAudit = z.infer<typeof ListAudit>;

export const AuditView = z.object({
  seq: z.number().int(),
  at: z.iso.datetime(),
  action: z.string(),
  actor: z.string(),
  actorName: z.string(),
  target: z.string(),
  details: z.record(z.string(), z.unknown()),
  /** Hex; the chain is checked by `npm run cli -- audit verify`. */
  hash: z.string(),
});
export type AuditView = z.infer<typeof AuditView>;
export const AuditPage = z.object({
  items: z.array(AuditView),
  nextCursor: z.string().nullable(),
  total: z.number().int(),
  /** The oldest entry that text was looked for in, where older ones were left out; null: in all. */
  searchedFrom: z.iso.datetime().nullable(),
});
export type AuditPage = z.infer<typeof AuditPage>;

export const exportFormats = ["csv", "jsonl"] as const;
export const ExportAudit = AuditFilter.extend({ format: z.enum(exportFormats).default("csv") });
export type ExportAudit = z.infer<typeof ExportAudit>;

export const AuditVerdict = z.object({
  entries: z.number().int(),
  /** The first entry whose hash does not follow from its content and its predecessor; null: none. */
  brokenAt: z.number().int().nullable(),
  durationMs: z.number().int(),
});
export type AuditVerdict = z.infer<typeof AuditVerdict>;
