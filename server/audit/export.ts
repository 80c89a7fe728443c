import { authorize } from "../auth/authorize.ts";
import type { Ctx, Db } from "../context.ts";
import type { Prisma } from "../db/generated/client.ts";
import { Download } from "../download.ts";
import { appendAudit } from "./append.ts";
import { csvHead, csvLines } from "./csv.ts";
import { type AuditRow, auditColumns, matchesAudit, viewEntry } from "./query.ts";
import type { AuditView, ExportAudit } from "./schema.ts";

/** So many entries are held in memory at a time. */
const batchSize = 2_000;

const formats = {
  csv: { contentType: "text/csv; charset=utf-8", head: csvHead, lines: csvLines },
  jsonl: {
    contentType: "application/jsonl; charset=utf-8",
    head: "",
    lines: (entries: readonly AuditView[]) =>
      entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""),
  },
};

/**
 * Every entry that matches, newest first, as a file. Text is looked for in all entries, not only in the
 * newest as the list does. That it was exported, and by which filter, is the first entry after them.
 */
export async function exportAudit(ctx: Ctx, input: ExportAudit): Promise<Download> {
  authorize(ctx.actor, "read");
  const { format, ...filter } = input;
  const now = ctx.clock.now();
  const end = await ctx.db.$transaction(async (tx) => {
    await appendAudit(tx, now, {
      action: "audit_exported",
      actor: ctx.actor,
      target: "audit",
      details: { format, filter },
    });
    return (await tx.auditHead.findUniqueOrThrow({ where: { id: 1 } })).seq;
  });
  const { contentType, head, lines } = formats[format];
  const stamp = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
  async function* chunks() {
    yield head;
    for await (const rows of batches(ctx.db, matchesAudit(filter), end)) {
      yield lines(rows.map(viewEntry));
    }
  }
  return new Download({ contentType, fileName: `audit-${stamp}.${format}`, chunks: chunks() });
}

/** Page by page, so that neither memory nor a transaction grows with the number of entries. */
async function* batches(db: Db, where: Prisma.Sql, end: bigint): AsyncGenerator<AuditRow[]> {
  let before: bigint | undefined = end;
  while (before !== undefined) {
    const rows: AuditRow[] = await db.$queryRaw<AuditRow[]>`
      SELECT ${auditColumns} FROM audit_entry
      WHERE ${where} AND seq < ${before} ORDER BY seq DESC LIMIT ${batchSize}`;
    if (rows.length > 0) yield rows;
    before = rows.length === batchSize ? rows.at(-1)?.seq : undefined;
  }
}
