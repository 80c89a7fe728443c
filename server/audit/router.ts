import { call, router, viewer } from "../trpc/init.ts";
import { listAudit } from "./list.ts";
import { AuditPage, ListAudit } from "./schema.ts";

export const auditRouter = router({
  list: viewer
    .meta({ openapi: { method: "GET", path: "/audit", tags: ["audit"] } })
    .input(ListAudit)
    .output(AuditPage)
    .query(call(listAudit)),
});
