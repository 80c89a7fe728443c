import { z } from "zod";
import { call, router, viewer } from "../trpc/init.ts";
import { createView } from "./create.ts";
import { deleteView } from "./delete.ts";
import { listViews } from "./list.ts";
import { CreateView, DefaultView, OneView, UpdateView, View, ViewPage } from "./schema.ts";
import { setDefaultView } from "./set-default.ts";
import { updateView } from "./update.ts";

const tags = ["views"];

/** Anybody may have views; what is shared is guarded in the verbs. */
export const viewsRouter = router({
  list: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/views",
        summary: "Lists saved views",
        description: "Your own and those that are shared.",
        tags,
      },
    })
    .output(ViewPage)
    .query(({ ctx }) => listViews(ctx)),
  create: viewer
    .meta({
      openapi: { method: "POST", path: "/views", summary: "Saves a view", tags },
      example: {
        name: "Stale in prod",
        state: { filter: { status: ["stale"], tag: ["env:prod"] } },
      },
      successStatus: 201,
    })
    .input(CreateView)
    .output(View)
    .mutation(call(createView)),
  setDefault: viewer
    .meta({
      openapi: { method: "PUT", path: "/views/default", summary: "Sets the default view", tags },
      errors: ["NotFound"],
      successStatus: 204,
    })
    .input(DefaultView)
    .output(z.void())
    .mutation(call(setDefaultView)),
  update: viewer
    .meta({
      openapi: {
        method: "PATCH",
        path: "/views/{id}",
        summary: "Changes a view",
        description: "What is left out stays.",
        tags,
      },
    })
    .input(UpdateView)
    .output(View)
    .mutation(call(updateView)),
  delete: viewer
    .meta({
      openapi: { method: "DELETE", path: "/views/{id}", summary: "Deletes a view", tags },
      successStatus: 204,
    })
    .input(OneView)
    .output(z.void())
    .mutation(call(deleteView)),
});
