import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { decodeTimeCursor, encodeCursor } from "../db/cursor.ts";
import type { AdmissionDecision, Prisma } from "../db/generated/client.ts";
import { Decision, type ListDecisions } from "./schema.ts";

/** Decisions that were more than "allowed", newest first. */
export async function listDecisions(
  ctx: Ctx,
  input: ListDecisions,
): Promise<{ items: Decision[]; nextCursor: string | null; total: number }> {
  authorize(ctx.actor, "read");
  const where = matches(input);
  const [rows, total] = await Promise.all([
    ctx.db.admissionDecision.findMany({
      where: { AND: [where, afterCursor(input.cursor)] },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: input.limit + 1,
    }),
    ctx.db.admissionDecision.count({ where }),
  ]);
  const items = rows.slice(0, input.limit).map(viewDecision);
  const last = rows.length > input.limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor([last.at, last.id]) : null, total };
}

function matches(input: ListDecisions): Prisma.AdmissionDecisionWhereInput {
  const { cluster, from, namespace, outcome, rule, to } = input;
  return {
    ...(cluster !== undefined && { cluster }),
    ...(namespace !== undefined && { namespace }),
    ...(outcome !== undefined && { outcome }),
    ...(rule !== undefined && { ruleIds: { has: rule } }),
    at: { ...(from && { gte: new Date(from) }), ...(to && { lte: new Date(to) }) },
  };
}

function afterCursor(cursor: string | undefined): Prisma.AdmissionDecisionWhereInput {
  if (!cursor) return {};
  const [at, id] = decodeTimeCursor(cursor);
  const moment = new Date(at);
  // The first condition alone lets the index end the scan.
  return { at: { lte: moment }, NOT: { AND: [{ at: moment }, { id: { gte: id } }] } };
}

const viewDecision = ({ ruleIds: _, ...row }: AdmissionDecision): Decision =>
  Decision.parse({ ...row, at: row.at.toISOString() });
