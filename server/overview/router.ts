import { z } from "zod";
import { call, router, viewer } from "../trpc/init.ts";
import { getOverview } from "./get.ts";
import { FleetTrend, Overview, TrendOf } from "./schema.ts";
import { fleetTrend } from "./trend.ts";

const tags = ["overview"];

export const overviewRouter = router({
  get: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/overview",
        summary: "Shows what matters this morning",
        description:
          "Counts by status, pools that lost sensors, tokens near their end, refusals, seats, versions.",
        tags,
      },
    })
    .input(z.void())
    .output(Overview)
    .query(({ ctx }) => getOverview(ctx)),
  trend: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/overview/trend",
        summary: "Shows how many sensors had each status over time",
        tags,
      },
    })
    .input(TrendOf)
    .output(FleetTrend)
    .query(call(fleetTrend)),
});
