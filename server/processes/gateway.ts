import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { makeGateway } from "../gateway/gateway.ts";
import { openShared } from "./shared.ts";

export interface ProcessDeps {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly secret: string;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A gateway process: the sensors' listener on a database. */
export async function startGateway(deps: ProcessDeps): Promise<{ stop(): Promise<void> }> {
  const shared = await openShared(deps, 8);
  const { db, listener, pool, tls } = shared;
  const gateway = makeGateway({
    port: deps.config.gateway.port,
    db,
    pool,
    listener,
    tls,
    clock: deps.clock,
    log: deps.log,
    monotonicMs: () => performance.now(),
    sensorRoutes: shared.sensorRoutes("gateway"),
  });
  await gateway.start();
  return {
    async stop() {
      await gateway.stop();
      await shared.close();
    },
  };
}
