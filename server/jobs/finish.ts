import type { AuditRecord } from "../audit/append.ts";
import type { Actor, Tx } from "../context.ts";
import type { Job, Prisma } from "../db/generated/client.ts";
import { type JobKind, JobRequest } from "./schema.ts";

const auditActions: Record<JobKind, string> = {
  delete: "sensor_deleted",
  tags: "sensor_tags_changed",
  ephemeral: "sensor_ephemeral_changed",
  restore: "sensor_restored",
};
/** So many sensors are named in the entry itself; all of them are the job's items. */
const namesInAudit = 100;

export interface End {
  readonly at: Date;
  readonly state: "succeeded" | "failed" | "cancelled";
  readonly cancelledBy?: string;
}

/**
 * Ends a job. @returns its one audit entry, to be appended by the same transaction: a job has ended
 * if and only if it is in the audit, whatever crashes.
 */
export async function endJob(tx: Tx, job: Job, end: End): Promise<AuditRecord> {
  const { at, state, cancelledBy = null } = end;
  await tx.job.update({ where: { id: job.id }, data: { state, finishedAt: at, cancelledBy } });
  await tx.$executeRaw`
    UPDATE job_item SET state = 'left' WHERE job_id = ${job.id}::uuid AND state = 'pending'`;
  const sensors = await tx.$queryRaw<{ id: string; name: string }[]>`
    SELECT sensor_id AS id, name FROM job_item WHERE job_id = ${job.id}::uuid AND state = 'done'
    ORDER BY name, sensor_id LIMIT ${namesInAudit}`;
  const { action, filter, departedFilter } = JobRequest.parse(job.request);
  const { kind, ...change } = action;
  const chosenBy = filter ?? departedFilter;
  return {
    action: auditActions[kind],
    actor: actorOf(job),
    target: `job:${job.id}`,
    details: {
      ...{ count: job.done, total: job.total, skipped: job.skipped, failed: job.failed, state },
      ...{ requestedAt: job.createdAt.toISOString(), ...change },
      ...(chosenBy && { filter: JSON.parse(JSON.stringify(chosenBy)) as Prisma.InputJsonObject }),
      ...(cancelledBy !== null && { cancelledBy }),
      ...(job.undoesId && { undoes: job.undoesId }),
      ...(job.retriesId && { retries: job.retriesId }),
      sensors,
    },
  };
}

/** Who asked for the job, as the audit names actors. */
function actorOf({ actor, createdBy: name }: Job): Actor {
  const colon = actor.indexOf(":");
  const [kind, id] = [actor.slice(0, colon), actor.slice(colon + 1)];
  if (kind !== "user" && kind !== "api-key") {
    return { kind: "system", id: "system", name, role: null };
  }
  return { kind, id, name, role: null };
}
