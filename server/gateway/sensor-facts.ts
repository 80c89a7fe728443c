import type pg from "pg";
import type { Heartbeat, Hello } from "../../sensor-agent/src/protocol.ts";

/** What a sensor says of itself at connect; written only when it differs. */
export async function writeHello(pool: pg.Pool, sensorId: string, hello: Hello): Promise<void> {
  const { version, kernel, os, hostname, arch } = hello;
  await pool.query(
    `UPDATE sensor SET version = $2, kernel = $3, os = $4, hostname = $5, arch = $6
     WHERE id = $1 AND (version, kernel, os, hostname, arch) IS DISTINCT FROM ($2, $3, $4, $5, $6)`,
    [sensorId, version, kernel, os, hostname, arch],
  );
}

/** The rarely changing part of a heartbeat, as a key that is cheap to compare with the last one. */
export function runtimeKey({ loader, kernel }: Heartbeat): string {
  let key = `${loader.state}|${loader.restarts}|${loader.detail ?? ""}`;
  for (const { name, state, detail } of kernel.programs) key += `|${name}:${state}:${detail ?? ""}`;
  return key;
}

/** Keeps that part in `sensor.runtime`. */
export async function writeRuntime(
  pool: pg.Pool,
  sensorId: string,
  { loader, kernel }: Heartbeat,
): Promise<void> {
  await pool.query("UPDATE sensor SET runtime = $2::jsonb WHERE id = $1 AND runtime <> $2::jsonb", [
    sensorId,
    JSON.stringify({ loader, programs: kernel.programs }),
  ]);
}
