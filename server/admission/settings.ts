import type { z } from "zod";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { readSettings } from "../settings/read.ts";
import type { AdmissionSettings } from "./schema.ts";

/** What is answered where no rule decides; `settings.update` changes it. */
export async function admissionSettings(ctx: Ctx): Promise<z.infer<typeof AdmissionSettings>> {
  authorize(ctx.actor, "read");
  return (await readSettings(ctx.db)).admission;
}
