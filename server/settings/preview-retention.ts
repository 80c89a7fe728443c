import type { z } from "zod";
import { countOldAudit } from "../audit/retention.ts";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { countPurgeable } from "../departed/purge.ts";
import { oldMetricPartitions } from "../sensors/retention.ts";
import { readSettings } from "./read.ts";
import { type PreviewRetention, type RetentionPreview, Settings } from "./schema.ts";

const dayMs = 86_400_000;

/** What would be gone for good within the hour, if the Console kept things for so long. */
export async function previewRetention(
  ctx: Ctx,
  input: z.infer<typeof PreviewRetention>,
): Promise<RetentionPreview> {
  authorize(ctx.actor, "administer");
  const { db } = ctx;
  const now = ctx.clock.now();
  const { retention } = await readSettings(db);
  const keep = Settings.shape.retention.parse({ ...retention, ...input });
  const attemptsBefore = new Date(now.getTime() - keep.attemptsDays * dayMs);
  const decisionsBefore = new Date(now.getTime() - keep.decisionsDays * dayMs);
  const [partitions, departed, attempts, auditEntries, decisions] = await Promise.all([
    oldMetricPartitions(db, keep.metricsDays, now),
    countPurgeable(db, keep.departedDays, now),
    db.enrollmentAttempt.count({ where: { at: { lt: attemptsBefore } } }),
    countOldAudit(db, keep.auditDays, now),
    db.admissionDecision.count({ where: { at: { lt: decisionsBefore } } }),
  ]);
  return { metricsDays: partitions.length, departed, attempts, auditEntries, decisions };
}
