import { z } from "zod";
import { bulkDelete, bulkEphemeral, bulkTags } from "../jobs/bulk.ts";
import { previewBulk } from "../jobs/preview.ts";
import {
  BulkAccepted,
  BulkDelete,
  BulkEphemeral,
  BulkPreview,
  BulkTags,
  PreviewBulk,
} from "../jobs/schema.ts";
import { admin, call, operator, router, viewer } from "../trpc/init.ts";
import { sensorCounts } from "./count.ts";
import { deleteSensor } from "./delete.ts";
import { sensorEvents } from "./events.ts";
import { sensorFacets } from "./facets.ts";
import { getSensor } from "./get.ts";
import { sensorGroups } from "./groups.ts";
import { sensorHistory } from "./history.ts";
import {
  HistoryOf,
  LifeEventPage,
  SensorEventsOf,
  SensorHistory,
  SensorTimeline,
} from "./history-schema.ts";
import { listSensors, sensorRows } from "./list.ts";
import { sensorTimeline } from "./read-timeline.ts";
import {
  GroupSensors,
  ListSensors,
  OneSensor,
  SensorCounts,
  SensorDetail,
  SensorFacets,
  SensorFilter,
  SensorGroups,
  SensorPage,
  SensorRows,
  SensorView,
  StillMatch,
  UpdateTags,
} from "./schema.ts";
import { stillMatch } from "./still-match.ts";
import { updateTags } from "./update-tags.ts";
import { whileSignedIn } from "./while-signed-in.ts";

const tags = ["sensors"];

export const sensorsRouter = router({
  list: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/sensors",
        summary: "Lists sensors",
        description: "Every parameter that is given must hold.",
        tags,
      },
    })
    .input(ListSensors)
    .output(SensorPage)
    .query(call(listSensors)),
  /** What the Sensors page reads: `list` without its total. */
  rows: viewer.input(ListSensors).output(SensorRows).query(call(sensorRows)),
  counts: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/sensors/counts",
        summary: "Counts sensors by status",
        description: "Takes the same filter as the list.",
        tags,
      },
    })
    .input(SensorFilter)
    .output(SensorCounts)
    .query(call(sensorCounts)),
  /** A mutation only because ten thousand ids do not fit into an address. */
  stillMatch: viewer
    .input(StillMatch)
    .output(z.object({ ids: z.array(z.uuid()) }))
    .mutation(call(stillMatch)),
  groups: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/sensors/groups",
        summary: "Groups sensors",
        description:
          "What matches the filter, by cluster, pool, role, version, status or a tag's key, with the counts of each.",
        tags,
      },
    })
    .input(GroupSensors)
    .output(SensorGroups)
    .query(call(sensorGroups)),
  facets: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/sensors/facets",
        summary: "Lists what sensors can be filtered by",
        description: "The values that occur, with how often.",
        tags,
      },
    })
    .input(z.void())
    .output(SensorFacets)
    .query(({ ctx }) => sensorFacets(ctx)),
  get: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/sensors/{id}",
        summary: "Shows a sensor",
        description: "With what it told of its host and of its attached programs.",
        tags,
      },
    })
    .input(OneSensor)
    .output(SensorDetail)
    .query(call(getSensor)),
  history: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/sensors/{id}/history",
        summary: "Shows what a sensor reported over time",
        description:
          "Kernel counters, heartbeats, use of sensor and host, in at most about 300 points.",
        tags,
      },
    })
    .input(HistoryOf)
    .output(SensorHistory)
    .query(call(sensorHistory)),
  timeline: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/sensors/{id}/timeline",
        summary: "Shows a sensor's status over time",
        description:
          "Spans of one status that cover the whole time. When no gateway listened, that is told apart from silence.",
        tags,
      },
    })
    .input(HistoryOf)
    .output(SensorTimeline)
    .query(call(sensorTimeline)),
  events: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/sensors/{id}/events",
        summary: "Lists what happened to a sensor",
        description: "When it enrolled, departed and came back, newest first; kept for 90 days.",
        tags,
      },
    })
    .input(SensorEventsOf)
    .output(LifeEventPage)
    .query(call(sensorEvents)),
  changes: viewer.subscription(({ ctx, signal }) =>
    whileSignedIn(ctx, ctx.live.changes(signal ?? AbortSignal.abort())),
  ),
  updateTags: operator
    .meta({
      openapi: {
        method: "PATCH",
        path: "/sensors/{id}",
        summary: "Replaces a sensor's tags",
        tags,
      },
      example: { tags: ["env:prod", "team:core"] },
    })
    .input(UpdateTags)
    .output(SensorView)
    .mutation(call(updateTags)),
  delete: admin
    .meta({
      openapi: {
        method: "DELETE",
        path: "/sensors/{id}",
        summary: "Deletes a sensor",
        description: "It departs, its certificate is refused from now on, and it is told so.",
        tags,
      },
      successStatus: 204,
    })
    .input(OneSensor)
    .output(z.void())
    .mutation(call(deleteSensor)),
  bulkDelete: admin
    .meta({
      openapi: {
        method: "POST",
        path: "/sensors/bulk-delete",
        summary: "Deletes many sensors",
        description:
          "The set is a filter or a list of ids. With `expectedCount` it is refused when the set has changed.",
        tags,
      },
      errors: ["CountChanged"],
      cost: 10,
      example: { filter: { status: ["offline"], ephemeral: true }, expectedCount: 12 },
      successStatus: 202,
    })
    .input(BulkDelete)
    .output(BulkAccepted)
    .mutation(call(bulkDelete)),
  bulkTags: operator
    .meta({
      openapi: {
        method: "POST",
        path: "/sensors/bulk-tags",
        summary: "Changes the tags of many sensors",
        description:
          "Adds and removes tags on a filter or a list of ids. With `expectedCount` it is refused when the set has changed.",
        tags,
      },
      errors: ["CountChanged"],
      cost: 10,
      example: { filter: { tag: ["env:test"] }, add: ["env:stage"], remove: ["env:test"] },
      successStatus: 202,
    })
    .input(BulkTags)
    .output(BulkAccepted)
    .mutation(call(bulkTags)),
  bulkEphemeral: operator
    .meta({
      openapi: {
        method: "POST",
        path: "/sensors/bulk-ephemeral",
        summary: "Makes many sensors ephemeral or permanent",
        description:
          "Ephemeral ones are removed by themselves after `removeAfterSeconds` of silence. With `expectedCount` it is refused when the set has changed.",
        tags,
      },
      errors: ["CountChanged"],
      cost: 10,
      example: { filter: { pool: "tag:ci" }, ephemeral: true, removeAfterSeconds: 600 },
      successStatus: 202,
    })
    .input(BulkEphemeral)
    .output(BulkAccepted)
    .mutation(call(bulkEphemeral)),
  /** By POST, and so a mutation: the ids of a set may be too many for an address. */
  preview: operator
    .meta({
      openapi: {
        method: "POST",
        path: "/sensors/preview",
        summary: "Shows what a bulk action would do",
        description:
          "How many sensors, ten of them, and why others would be left. Changes nothing; hand `count` and `set` on to the action.",
        tags,
      },
      cost: 5,
      example: { kind: "delete", filter: { status: ["stale"] } },
    })
    .input(PreviewBulk)
    .output(BulkPreview)
    .mutation(call(previewBulk)),
});
