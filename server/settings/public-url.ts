import type { Config } from "../config.ts";
import type { Db, Tx } from "../context.ts";
import { readSettings } from "./read.ts";

/** The URL that scripts, snippets and certificates carry: the setting, else the environment's. */
export async function publicUrl(db: Db | Tx, config: Config): Promise<string> {
  const settings = await readSettings(db);
  return settings.console.publicUrl || config.publicUrl;
}

/** Where sensors connect to, which enrolling tells them. */
export async function sensorUrl(db: Db, config: Config): Promise<string> {
  const { hostname } = new URL(await publicUrl(db, config));
  return `wss://${hostname}:${config.gateway.port}/api/v1/sensor/connect`;
}
