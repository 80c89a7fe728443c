import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { readSettings } from "./read.ts";
import type { Settings } from "./schema.ts";

/** All settings, for who asks for them; rules of ours read them with `readSettings`. */
export async function getSettings(ctx: Ctx): Promise<Settings> {
  authorize(ctx.actor, "read");
  return readSettings(ctx.db);
}
