import { X509Certificate } from "node:crypto";
import { type ClusterTotals, clusterTotals } from "../clusters/totals.ts";
import type { Db } from "../context.ts";
import { nodesMax } from "../license/claims.ts";
import { readLicensing } from "../license/read.ts";
import { countSensors } from "../sensors/count.ts";
import type { SensorCounts } from "../sensors/schema.ts";
import { hasState } from "../tokens/query.ts";
import { type TokenState, tokenStates } from "../tokens/schema.ts";

type Groups = Record<string, number>;

/** What metrics tell of the installation, read from the database at one time. */
export interface Snapshot {
  readonly sensors: SensorCounts;
  readonly ephemeral: number;
  readonly removalsDue: number;
  readonly clusters: ClusterTotals;
  readonly pauses: Groups;
  readonly tokens: Groups;
  readonly jobs: Groups;
  readonly alerts: Groups;
  readonly deliveries: Groups;
  readonly auditEntries: number;
  readonly seats: { readonly taken: number; readonly limit: number };
  /** Unix seconds; absent without a license. */
  readonly licenseEnds: number | undefined;
  readonly certificatesEnd: { readonly ca: number; readonly server: number };
  readonly databaseBytes: number;
}

/** One statement for all that is counted besides the sensors; each part has an index or few rows. */
export async function readSnapshot(db: Db, now: Date): Promise<Snapshot> {
  const [sensors, clusters, licensing, [row], tokens] = await Promise.all([
    countSensors(db, {}),
    clusterTotals(db),
    readLicensing(db),
    db.$queryRaw<Row[]>`
      SELECT (SELECT count(*) FROM sensor WHERE departed_at IS NULL AND ephemeral)::int AS ephemeral,
        (SELECT count(*) FROM removal_deadline WHERE due_at <= listening_now())::int AS "removalsDue",
        (SELECT json_object_agg(cause, n) FROM (SELECT cause, count(*) AS n FROM removal_pause
          WHERE ended_at IS NULL GROUP BY 1) g) AS pauses,
        (SELECT json_object_agg(state, n) FROM (SELECT state, count(*) AS n FROM job GROUP BY 1) g) AS jobs,
        (SELECT json_object_agg(kind, n) FROM (SELECT kind, count(*) AS n FROM alert
          WHERE ended_at IS NULL GROUP BY 1) g) AS alerts,
        (SELECT json_object_agg(state, n) FROM (SELECT state, count(*) AS n FROM webhook_delivery
          GROUP BY 1) g) AS deliveries,
        (SELECT seq FROM audit_head)::float8 AS "auditEntries",
        pg_database_size(current_database())::float8 AS "databaseBytes",
        (SELECT certificate FROM certificate_authority) AS ca,
        (SELECT extract(epoch FROM not_after) FROM server_certificate)::float8 AS "serverEnds"`,
    countTokens(db, now),
  ]);
  if (!row) throw new Error("The database told nothing.");
  const { ca, serverEnds, pauses, jobs, alerts, deliveries, ...counts } = row;
  return {
    sensors,
    clusters,
    tokens,
    ...counts,
    ...{ pauses: pauses ?? {}, jobs: jobs ?? {}, alerts: alerts ?? {} },
    deliveries: deliveries ?? {},
    seats: { taken: licensing.taken, limit: nodesMax(licensing.license, now) },
    licenseEnds: licensing.license?.exp,
    certificatesEnd: {
      ca: ca === null ? 0 : Date.parse(new X509Certificate(ca).validTo) / 1000,
      server: serverEnds ?? 0,
    },
  };
}

interface Row {
  ephemeral: number;
  removalsDue: number;
  pauses: Groups | null;
  jobs: Groups | null;
  alerts: Groups | null;
  deliveries: Groups | null;
  auditEntries: number;
  databaseBytes: number;
  ca: string | null;
  serverEnds: number | null;
}

async function countTokens(db: Db, now: Date): Promise<Groups> {
  const counts = await Promise.all(
    tokenStates.map(async (state: TokenState): Promise<[string, number]> => {
      const [row] = await db.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM enrollment_token t WHERE ${hasState(state, now)}`;
      return [state, row?.count ?? 0];
    }),
  );
  return Object.fromEntries(counts);
}
