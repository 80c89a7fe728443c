import { z } from "zod";
import { bulkRestore } from "../jobs/bulk.ts";
import { previewRestore } from "../jobs/preview.ts";
import { BulkAccepted, BulkPreview, BulkRestore, PreviewRestore } from "../jobs/schema.ts";
import { OneSensor, SensorView } from "../sensors/schema.ts";
import { admin, call, operator, router, viewer } from "../trpc/init.ts";
import { departedFacets } from "./facets.ts";
import { getDeparted } from "./get.ts";
import { holdSensor, holdSensors, releaseSensor, releaseSensors } from "./hold.ts";
import { listDeparted } from "./list.ts";
import { restoreSensor } from "./restore.ts";
import {
  BulkDone,
  DepartedDetail,
  DepartedFacets,
  DepartedIds,
  DepartedPage,
  ListDeparted,
} from "./schema.ts";

const tags = ["departed sensors"];

export const departedRouter = router({
  list: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/sensors/departed",
        summary: "Lists departed sensors",
        description:
          "Records of sensors that left; kept for the retention time, or for good while held.",
        tags,
      },
    })
    .input(ListDeparted)
    .output(DepartedPage)
    .query(call(listDeparted)),
  get: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/sensors/departed/{id}",
        summary: "Shows a departed sensor",
        tags,
      },
    })
    .input(OneSensor)
    .output(DepartedDetail)
    .query(call(getDeparted)),
  facets: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/sensors/departed/facets",
        summary: "Lists what departed sensors can be filtered by",
        tags,
      },
    })
    .output(DepartedFacets)
    .query(({ ctx }) => departedFacets(ctx)),
  hold: operator
    .meta({
      openapi: {
        method: "PUT",
        path: "/sensors/{id}/hold",
        summary: "Holds a departed record",
        description: "A held record is never purged.",
        tags,
      },
      successStatus: 204,
    })
    .input(OneSensor)
    .output(z.void())
    .mutation(call(holdSensor)),
  release: operator
    .meta({
      openapi: {
        method: "DELETE",
        path: "/sensors/{id}/hold",
        summary: "Releases a held record",
        description: "It is purged when its retention time is over.",
        tags,
      },
      successStatus: 204,
    })
    .input(OneSensor)
    .output(z.void())
    .mutation(call(releaseSensor)),
  bulkHold: operator
    .meta({
      openapi: {
        method: "POST",
        path: "/sensors/departed/bulk-hold",
        summary: "Holds several departed records",
        tags,
      },
      example: { ids: ["0b0d7cfb-5a5c-4a39-9a3c-2f6f1f3f7b11"] },
    })
    .input(DepartedIds)
    .output(BulkDone)
    .mutation(call(holdSensors)),
  bulkRelease: operator
    .meta({
      openapi: {
        method: "POST",
        path: "/sensors/departed/bulk-release",
        summary: "Releases several held records",
        tags,
      },
      example: { ids: ["0b0d7cfb-5a5c-4a39-9a3c-2f6f1f3f7b11"] },
    })
    .input(DepartedIds)
    .output(BulkDone)
    .mutation(call(releaseSensors)),
  restore: admin
    .meta({
      openapi: {
        method: "POST",
        path: "/sensors/{id}/restore",
        summary: "Restores a departed sensor",
        description: "It is enrolled again with the same id; its certificate is accepted again.",
        tags,
      },
      errors: ["NodeLimitExceeded"],
    })
    .input(OneSensor)
    .output(SensorView)
    .mutation(call(restoreSensor)),
  bulkRestore: admin
    .meta({
      openapi: {
        method: "POST",
        path: "/sensors/departed/bulk-restore",
        summary: "Restores many deleted sensors",
        description: "A job that does for each what restoring one does.",
        tags,
      },
      errors: ["CountChanged"],
      cost: 10,
      example: { filter: { reason: ["deleted"] } },
      successStatus: 202,
    })
    .input(BulkRestore)
    .output(BulkAccepted)
    .mutation(call(bulkRestore)),
  preview: admin
    .meta({
      openapi: {
        method: "POST",
        path: "/sensors/departed/preview",
        summary: "Shows what restoring many would do",
        tags,
      },
      cost: 5,
      example: { filter: { reason: ["deleted"] } },
    })
    .input(PreviewRestore)
    .output(BulkPreview)
    .mutation(call(previewRestore)),
});
