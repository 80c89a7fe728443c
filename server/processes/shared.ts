import { fileURLToPath } from "node:url";
import { openAuthority } from "../ca/authority.ts";
import { makeServerTls } from "../ca/server-tls.ts";
import { makeDb, makePool } from "../db/client.ts";
import { makeListener } from "../db/listen.ts";
import type { Tally } from "../metrics/tally.ts";
import { makeSensorRoutes } from "../sensor-routes/routes.ts";
import type { ProcessDeps } from "./deps.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What console and gateway both stand on: database, notices, CA, server certificate. */
export async function openShared(deps: ProcessDeps, connections: number) {
  const { clock, config, log, secret } = deps;
  const pool = makePool(deps.databaseUrl, connections);
  const db = makeDb(pool);
  const listener = makeListener({ url: deps.databaseUrl, clock, log });
  await listener.start();
  const authority = await openAuthority({ db, secret, clock });
  const tls = makeServerTls({ db, authority, secret, clock, config, listener, log });
  await tls.start();
  return {
    db,
    pool,
    listener,
    tls,
    caCertificate: authority.certificatePem,
    sensorRoutes: (kind: "console" | "gateway", tally: Tally) =>
      makeSensorRoutes({
        ...{ db, clock, log, authority, config, listener: kind, root },
        onEnrollment: (outcome) => tally.enrollment(outcome),
      }),
    /** Whether the database answers; everything else was there before the process listened. */
    isReady: () =>
      db.$queryRaw`SELECT 1 FROM certificate_authority`.then(
        () => true,
        () => false,
      ),
    async close() {
      await tls.stop();
      await listener.stop();
      await db.$disconnect();
      await pool.end();
    },
  };
}
