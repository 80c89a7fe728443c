import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";

/** What every child process starts with. */
export interface ProcessDeps {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly secret: string;
  readonly clock: Clock;
  readonly log: Logger;
}
