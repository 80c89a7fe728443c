import type { Config } from "../config.ts";
import type { Db } from "../context.ts";
import { readSettings } from "./read.ts";

/** The URL that scripts, snippets and certificates carry: the setting, else the environment's. */
export async function publicUrl(db: Db, config: Config): Promise<string> {
  const settings = await readSettings(db);
  return settings.console.publicUrl || config.publicUrl;
}
