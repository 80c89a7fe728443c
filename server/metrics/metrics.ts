import type pg from "pg";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Clock } from "../clock.ts";
import type { Db } from "../context.ts";
import type { TallyNotice } from "../db/notify.ts";
import { type AdmissionMetrics, makeAdmissionMetrics } from "./admission-metrics.ts";
import { type Answered, makeHttpMetrics, type ProcedureCall } from "./http-metrics.ts";
import { remembered } from "./remembered.ts";
import { readSnapshot } from "./snapshot.ts";
import { addSnapshotMetrics } from "./snapshot-metrics.ts";
import { makeTallyMetrics } from "./tally-metrics.ts";

/** Counting 100,000 sensors takes the database tens of milliseconds, so not for every scraper. */
const rememberMs = 5_000;

/** Everything that `/metrics` tells. No label names a sensor, a token or a person. */
export interface Metrics {
  answered(request: Answered): void;
  procedure(call: ProcedureCall): void;
  heard(notice: TallyNotice): void;
  readonly admission: AdmissionMetrics;
  /** In Prometheus's text format. */
  text(): Promise<{ body: string; contentType: string }>;
}

export function makeMetrics(deps: {
  db: Db;
  pool: pg.Pool;
  clock: Clock;
  monotonicMs: () => number;
  version: string;
}): Metrics {
  const { db, pool, clock, monotonicMs } = deps;
  const register = new Registry();
  collectDefaultMetrics({ register });
  new Gauge({
    name: "telovix_build_info",
    help: "Always 1; the version is in the label",
    labelNames: ["version"],
    registers: [register],
  }).set({ version: deps.version }, 1);
  const http = makeHttpMetrics(register);
  const heard = makeTallyMetrics(register, monotonicMs);
  addPool(register, pool);
  addSnapshotMetrics(
    register,
    remembered(rememberMs, monotonicMs, () => readSnapshot(db, clock.now())),
  );
  return {
    ...http,
    heard,
    admission: makeAdmissionMetrics(register),
    text: async () => ({ body: await register.metrics(), contentType: register.contentType }),
  };
}

function addPool(register: Registry, pool: pg.Pool): void {
  new Gauge({
    name: "telovix_database_connections",
    help: "Connections of this console's pool by state",
    labelNames: ["state"],
    registers: [register],
    collect() {
      this.set({ state: "idle" }, pool.idleCount);
      this.set({ state: "busy" }, pool.totalCount - pool.idleCount);
    },
  });
  new Gauge({
    name: "telovix_database_queries_waiting",
    help: "Queries that wait for a connection of this console's pool",
    registers: [register],
    collect() {
      this.set(pool.waitingCount);
    },
  });
}
