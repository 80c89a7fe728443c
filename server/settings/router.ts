import { admin, call, router, viewer } from "../trpc/init.ts";
import { settingsChanges } from "./changes.ts";
import { getSettings } from "./get.ts";
import { previewRetention } from "./preview-retention.ts";
import { previewStatus } from "./preview-status.ts";
import {
  PreviewRetention,
  PreviewStatus,
  RetentionPreview,
  Settings,
  SettingsChanges,
  StatusPreview,
  UpdateSettings,
} from "./schema.ts";
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
    .query(({ ctx }) => getSettings(ctx)),
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
  changes: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/settings/changes",
        summary: "Shows who changed each section last",
        tags: ["settings"],
      },
    })
    .output(SettingsChanges)
    .query(({ ctx }) => settingsChanges(ctx)),
  previewStatus: admin
    .meta({
      openapi: {
        method: "POST",
        path: "/settings/preview-status",
        summary: "Counts the sensors that other thresholds would give another status",
        description: "Nothing is changed. Fields that are left out are as they are set.",
        tags: ["settings"],
      },
      example: { staleAfterSeconds: 120 },
    })
    .input(PreviewStatus)
    .output(StatusPreview)
    .query(call(previewStatus)),
  previewRetention: admin
    .meta({
      openapi: {
        method: "POST",
        path: "/settings/preview-retention",
        summary: "Counts what another retention would purge",
        description: "Nothing is changed. Fields that are left out are as they are set.",
        tags: ["settings"],
      },
      example: { departedDays: 30 },
    })
    .input(PreviewRetention)
    .output(RetentionPreview)
    .query(call(previewRetention)),
});
