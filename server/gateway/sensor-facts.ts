import type pg from "pg";
import type { Heartbeat, Hello } from "../../sensor-agent/src/protocol.ts";
import { channel, type Notice } from "../db/notify.ts";
import type { Connection } from "./connection.ts";

/** Boot ids kept of a sensor: enough to see one come back among a few clones. */
const bootIdsMax = 8;

/** What a sensor says of itself at connect; written only when it differs. */
export async function writeHello(
  pool: pg.Pool,
  connection: Connection,
  hello: Hello,
): Promise<void> {
  const { sensorId } = connection;
  const { version, kernel, os, hostname, arch, bootId } = hello;
  if (connection.isEphemeral || connection.isTerminating)
    await pool.query("SELECT ensure_removal_deadline($1)", [sensorId]);
  if (bootId && bootId !== connection.bootId) {
    connection.bootId = bootId;
    await writeBootId(pool, sensorId, bootId);
  }
  await pool.query(
    `UPDATE sensor SET version = $2, kernel = $3, os = $4, hostname = $5, arch = $6
     WHERE id = $1 AND (version, kernel, os, hostname, arch) IS DISTINCT FROM ($2, $3, $4, $5, $6)`,
    [sensorId, version, kernel, os, hostname, arch],
  );
}

/**
 * A kernel's boot id never comes back after another one, unless two machines use one certificate in
 * turn. Other gateways hear of a new boot id, and drop a connection that the other machine may have
 * there: it then shows itself by connecting again.
 */
async function writeBootId(pool: pg.Pool, sensorId: string, bootId: string): Promise<void> {
  const { rowCount } = await pool.query(
    `UPDATE sensor SET
       boot_ids = (array_remove(boot_ids, $2) || $2)[greatest(1, cardinality(array_remove(boot_ids, $2)) + 2 - $3::int):],
       clone_seen_at = CASE WHEN $2 = ANY(boot_ids) THEN database_now() ELSE clone_seen_at END
     WHERE id = $1 AND boot_ids[cardinality(boot_ids)] IS DISTINCT FROM $2`,
    [sensorId, bootId, bootIdsMax],
  );
  if (rowCount === 0) return;
  const notice = JSON.stringify({ topic: "connected", ids: [sensorId] } satisfies Notice);
  await pool.query("SELECT pg_notify($1, $2)", [channel, notice]);
}

/** The cloud's announcement that this instance ends; absent again when it was called off. */
export async function writeTermination(
  pool: pg.Pool,
  sensorId: string,
  terminating: Heartbeat["terminating"],
): Promise<void> {
  await pool.query(
    `WITH told AS (
       UPDATE sensor SET terminating_at = listening_now() + $2::int * interval '1 second'
       WHERE id = $1 AND departed_at IS NULL AND (terminating_at IS NULL) = ($2::int IS NOT NULL)
       RETURNING id, name, pool, ephemeral, terminating_at)
     INSERT INTO sensor_event (at, kind, sensor_id, sensor_name, pool, ephemeral)
     SELECT database_now(), 'terminating', id, name, pool, ephemeral FROM told WHERE terminating_at IS NOT NULL`,
    [sensorId, terminating?.inSeconds ?? null],
  );
}

/** Kept once, for how long it took from installing to being watched. */
export async function writeFirstHeartbeat(pool: pg.Pool, sensorId: string): Promise<void> {
  await pool.query(
    "UPDATE sensor SET first_heartbeat_at = database_now() WHERE id = $1 AND first_heartbeat_at IS NULL",
    [sensorId],
  );
}

/** The rarely changing part of a heartbeat, as a key that is cheap to compare with the last one. */
export function runtimeKey({ loader, kernel }: Heartbeat): string {
  let key = `${loader.state}|${loader.restarts}|${loader.detail ?? ""}`;
  for (const { name, state, detail } of kernel.programs) key += `|${name}:${state}:${detail ?? ""}`;
  return key;
}

/** Keeps that part in `sensor.runtime`; an open page hears that it changed. */
export async function writeRuntime(
  pool: pg.Pool,
  sensorId: string,
  { loader, kernel }: Heartbeat,
): Promise<void> {
  const notice = JSON.stringify({ topic: "sensors", ids: [sensorId] } satisfies Notice);
  await pool.query(
    `WITH changed AS (
       UPDATE sensor SET runtime = $2::jsonb WHERE id = $1 AND runtime <> $2::jsonb RETURNING id)
     SELECT pg_notify($3, $4) FROM changed`,
    [sensorId, JSON.stringify({ loader, programs: kernel.programs }), channel, notice],
  );
}
