import { z } from "zod";
import { call, router, viewer } from "../trpc/init.ts";
import { getOverview } from "./get.ts";
import { FleetTrend, Overview, TrendOf } from "./schema.ts";
import { fleetTrend } from "./trend.ts";

const tags = ["overview"];

export const overviewRouter = router({
  get: viewer
    .meta({ openapi: { method: "GET", path: "/overview", tags } })
    .input(z.void())
    .output(Overview)
    .query(({ ctx }) => getOverview(ctx)),
  trend: viewer
    .meta({ openapi: { method: "GET", path: "/overview/trend", tags } })
    .input(TrendOf)
    .output(FleetTrend)
    .query(call(fleetTrend)),
});
