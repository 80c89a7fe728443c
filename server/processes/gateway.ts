import { makeGateway } from "../gateway/gateway.ts";
import { makeTally } from "../metrics/tally.ts";
import type { ProcessDeps } from "./deps.ts";
import { openShared } from "./shared.ts";

/** A gateway process: the sensors' listener on a database. */
export async function startGateway(deps: ProcessDeps): Promise<{ stop(): Promise<void> }> {
  const shared = await openShared(deps, 8);
  const { db, listener, pool, tls } = shared;
  const { clock, log } = deps;
  const tally = makeTally({ db, clock, log, connections: () => gateway.connections() });
  const gateway = makeGateway({
    onHeartbeat: () => tally.heartbeat(),
    port: deps.config.gateway.port,
    db,
    pool,
    listener,
    tls,
    clock,
    log,
    monotonicMs: () => performance.now(),
    sensorRoutes: shared.sensorRoutes("gateway", tally),
  });
  await gateway.start();
  tally.start();
  return {
    async stop() {
      await gateway.stop();
      await tally.stop();
      await shared.close();
    },
  };
}
