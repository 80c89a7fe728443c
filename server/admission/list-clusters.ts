import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { decodeCursor, encodeCursor } from "../db/cursor.ts";
import type { AdmissionCluster as Row } from "../db/generated/client.ts";
import type { AdmissionCluster, ListAdmissionClusters } from "./schema.ts";

/** Clusters whose webhook has asked, by name. */
export async function listAdmissionClusters(
  ctx: Ctx,
  { cursor, limit }: ListAdmissionClusters,
): Promise<{ items: AdmissionCluster[]; nextCursor: string | null; total: number }> {
  authorize(ctx.actor, "read");
  const after = cursor ? decodeCursor(cursor)[0] : null;
  const [rows, total] = await Promise.all([
    ctx.db.admissionCluster.findMany({
      ...(after !== null && after !== undefined && { where: { name: { gt: after } } }),
      orderBy: { name: "asc" },
      take: limit + 1,
    }),
    ctx.db.admissionCluster.count(),
  ]);
  const items = rows.slice(0, limit).map(view);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor([last.name, null]) : null, total };
}

const view = ({ name, reviews, firstReviewAt, lastReviewAt }: Row): AdmissionCluster => ({
  name,
  reviews: Number(reviews),
  firstReviewAt: firstReviewAt.toISOString(),
  lastReviewAt: lastReviewAt.toISOString(),
});
