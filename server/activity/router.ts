import { call, router, viewer } from "../trpc/init.ts";
import { listActivityEvents } from "./events.ts";
import { listActivity } from "./list.ts";
import { ActivityEventsPage, ActivityPage, ListActivity, ListActivityEvents } from "./schema.ts";

const tags = ["activity"];

export const activityRouter = router({
  list: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/activity",
        summary: "Lists the activity feed",
        description:
          "Newest first. Ephemeral sensors are rolled up by pool and hour; `type` says which kind of row it is.",
        tags,
      },
    })
    .input(ListActivity)
    .output(ActivityPage)
    .query(call(listActivity)),
  events: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/activity/events",
        summary: "Lists the single events behind a roll-up",
        tags,
      },
    })
    .input(ListActivityEvents)
    .output(ActivityEventsPage)
    .query(call(listActivityEvents)),
});
