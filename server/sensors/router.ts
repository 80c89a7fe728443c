import { z } from "zod";
import { admin, call, operator, router, viewer } from "../trpc/init.ts";
import { bulkDelete, bulkTags } from "./bulk.ts";
import { sensorCounts } from "./count.ts";
import { deleteSensor } from "./delete.ts";
import { sensorFacets } from "./facets.ts";
import { getSensor } from "./get.ts";
import { metricHistory } from "./history.ts";
import { listSensors } from "./list.ts";
import {
  BulkAccepted,
  BulkDelete,
  BulkTags,
  ListSensors,
  MetricHistory,
  MetricPoint,
  OneSensor,
  SensorCounts,
  SensorDetail,
  SensorFacets,
  SensorFilter,
  SensorPage,
  SensorView,
  UpdateTags,
} from "./schema.ts";
import { updateTags } from "./update-tags.ts";

const tags = ["sensors"];

export const sensorsRouter = router({
  list: viewer
    .meta({ openapi: { method: "GET", path: "/sensors", tags } })
    .input(ListSensors)
    .output(SensorPage)
    .query(call(listSensors)),
  counts: viewer
    .meta({ openapi: { method: "GET", path: "/sensors/counts", tags } })
    .input(SensorFilter)
    .output(SensorCounts)
    .query(call(sensorCounts)),
  facets: viewer.output(SensorFacets).query(({ ctx }) => sensorFacets(ctx)),
  get: viewer
    .meta({ openapi: { method: "GET", path: "/sensors/{id}", tags } })
    .input(OneSensor)
    .output(SensorDetail)
    .query(call(getSensor)),
  history: viewer.input(MetricHistory).output(z.array(MetricPoint)).query(call(metricHistory)),
  changes: viewer.subscription(({ ctx, signal }) =>
    ctx.live.changes(signal ?? AbortSignal.abort()),
  ),
  updateTags: operator
    .meta({ openapi: { method: "PATCH", path: "/sensors/{id}", tags } })
    .input(UpdateTags)
    .output(SensorView)
    .mutation(call(updateTags)),
  delete: admin
    .meta({ openapi: { method: "DELETE", path: "/sensors/{id}", tags }, successStatus: 204 })
    .input(OneSensor)
    .output(z.void())
    .mutation(call(deleteSensor)),
  bulkDelete: admin
    .meta({ openapi: { method: "POST", path: "/sensors/bulk-delete", tags }, successStatus: 202 })
    .input(BulkDelete)
    .output(BulkAccepted)
    .mutation(call(bulkDelete)),
  bulkTags: operator
    .meta({ openapi: { method: "POST", path: "/sensors/bulk-tags", tags }, successStatus: 202 })
    .input(BulkTags)
    .output(BulkAccepted)
    .mutation(call(bulkTags)),
});
