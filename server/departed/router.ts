import { z } from "zod";
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
    .meta({ openapi: { method: "GET", path: "/sensors/departed", tags } })
    .input(ListDeparted)
    .output(DepartedPage)
    .query(call(listDeparted)),
  get: viewer
    .meta({ openapi: { method: "GET", path: "/sensors/departed/{id}", tags } })
    .input(OneSensor)
    .output(DepartedDetail)
    .query(call(getDeparted)),
  facets: viewer.output(DepartedFacets).query(({ ctx }) => departedFacets(ctx)),
  hold: operator
    .meta({ openapi: { method: "PUT", path: "/sensors/{id}/hold", tags }, successStatus: 204 })
    .input(OneSensor)
    .output(z.void())
    .mutation(call(holdSensor)),
  release: operator
    .meta({ openapi: { method: "DELETE", path: "/sensors/{id}/hold", tags }, successStatus: 204 })
    .input(OneSensor)
    .output(z.void())
    .mutation(call(releaseSensor)),
  bulkHold: operator
    .meta({ openapi: { method: "POST", path: "/sensors/departed/bulk-hold", tags } })
    .input(DepartedIds)
    .output(BulkDone)
    .mutation(call(holdSensors)),
  bulkRelease: operator
    .meta({ openapi: { method: "POST", path: "/sensors/departed/bulk-release", tags } })
    .input(DepartedIds)
    .output(BulkDone)
    .mutation(call(releaseSensors)),
  restore: admin
    .meta({ openapi: { method: "POST", path: "/sensors/{id}/restore", tags } })
    .input(OneSensor)
    .output(SensorView)
    .mutation(call(restoreSensor)),
});
