import { makeGateway } from "../gateway/gateway.ts";
import type { ProcessDeps } from "./deps.ts";
import { openShared } from "./shared.ts";

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
