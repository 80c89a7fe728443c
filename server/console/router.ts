import { router, viewer } from "../trpc/init.ts";
import { ConsoleInfo, consoleInfo } from "./info.ts";

export const consoleRouter = router({
  info: viewer.output(ConsoleInfo).query(({ ctx }) => consoleInfo(ctx)),
});
