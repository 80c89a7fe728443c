import { admin, call, router, viewer } from "../trpc/init.ts";
import { readSettings } from "./read.ts";
import { Settings, UpdateSettings } from "./schema.ts";
import { updateSettings } from "./update.ts";

export const settingsRouter = router({
  get: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/settings",
        summary: "Shows all settings",
        tags: ["settings"],
      },
    })
    .output(Settings)
    .query(({ ctx }) => readSettings(ctx.db)),
  update: admin
    .meta({
      openapi: {
        method: "PATCH",
        path: "/settings",
        summary: "Changes settings",
        description: "Sections and fields may be given in part; what is left out stays.",
        tags: ["settings"],
      },
      example: { status: { staleAfterSeconds: 120 } },
    })
    .input(UpdateSettings)
    .output(Settings)
    .mutation(call(updateSettings)),
});
