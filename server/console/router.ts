import { router, viewer } from "../trpc/init.ts";
import { ConsoleInfo, consoleInfo } from "./info.ts";

export const consoleRouter = router({
  info: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/console",
        summary: "Shows the Console's URLs, release and certificates",
        tags: ["settings"],
      },
    })
    .output(ConsoleInfo)
    .query(({ ctx }) => consoleInfo(ctx)),
});
