import { z } from "zod";

export const ListAudit = z.strictObject({
  action: z.string().max(64).optional(),
  actor: z.string().max(200).optional(),
  target: z.string().max(200).optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
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
export const AuditPage = z.object({
  items: z.array(AuditView),
  nextCursor: z.string().nullable(),
  total: z.number().int(),
});
