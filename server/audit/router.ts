import { z } from "zod";
import { Download } from "../download.ts";
import { admin, call, router, viewer } from "../trpc/init.ts";
import { exportAudit } from "./export.ts";
import { listAudit } from "./list.ts";
import { AuditPage, AuditVerdict, ExportAudit, ListAudit } from "./schema.ts";
import { verifyNow } from "./verify-now.ts";

export const auditRouter = router({
  list: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/audit",
        summary: "Lists the audit log",
        description:
          "Newest first. Every change that people, keys and the Console itself made, in a hash chain.",
        tags: ["audit"],
      },
    })
    .input(ListAudit)
    .output(AuditPage)
    .query(call(listAudit)),
  export: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/audit/export",
        summary: "Downloads the audit log",
        description:
          "Every entry that matches, newest first, as CSV or as one JSON object a line. Sent while it is read: any number of entries.",
        tags: ["audit"],
      },
      downloads: ["text/csv", "application/jsonl"],
      cost: 20,
    })
    .input(ExportAudit)
    .output(z.instanceof(Download))
    .query(call(exportAudit)),
  verify: admin
    .meta({
      openapi: {
        method: "POST",
        path: "/audit/verify",
        summary: "Verifies the audit log",
        description: "Walks the hash chain from its oldest entry to its newest.",
        tags: ["audit"],
      },
      cost: 20,
    })
    .output(AuditVerdict)
    .mutation(({ ctx }) => verifyNow(ctx)),
});
