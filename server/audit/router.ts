import { call, router, viewer } from "../trpc/init.ts";
import { listAudit } from "./list.ts";
import { AuditPage, ListAudit } from "./schema.ts";

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
});
