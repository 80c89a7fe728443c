import pg from "pg";
import type { TestConsole } from "../console.ts";

/**
 * Moves what just happened into the past, as if the fleet had lived for a month: a test cannot wait
 * for it. Everything else in the showcase went through the product's own doors.
 */
export async function age(
  console: TestConsole,
  silent: { degraded: string; stale: string },
): Promise<void> {
  const host = encodeURIComponent(`${console.dataDir}/postgres`);
  const sql = new pg.Client(`postgresql://postgres@localhost/telovix?host=${host}`);
  await sql.connect();
  try {
    for (const statement of past) await sql.query(statement);
    const heard = `UPDATE sensor_heartbeat SET at = at - $2::interval,
      heard_at = heard_at - $2::interval WHERE sensor_id = $1`;
    await sql.query(heard, [silent.degraded, "55 s"]);
    await sql.query(heard, [silent.stale, "140 s"]);
  } finally {
    await sql.end();
  }
}

const past = [
  `UPDATE enrollment_token SET expires_at = now() - interval '3 hours',
     created_at = now() - interval '4 hours' WHERE description = 'Web, last week'`,
  `UPDATE sensor SET enrolled_at = enrolled_at - random() * interval '20 hours'
     WHERE departed_at IS NULL AND ephemeral`,
  `UPDATE sensor SET enrolled_at = enrolled_at - interval '29 days' - random() * interval '20 hours'
     WHERE departed_at IS NULL AND NOT ephemeral`,
  `UPDATE sensor SET enrolled_at = departed_at - (120 + random() * 2400) * interval '1 second',
     install_started_at = NULL WHERE departed_at IS NOT NULL`,
  `UPDATE sensor SET install_started_at = enrolled_at - interval '4 s',
     first_heartbeat_at = enrolled_at + random() * interval '2 s' WHERE departed_at IS NULL`,
  `SELECT ensure_metric_partition(day::date)
     FROM generate_series(now() - interval '29 days', now(), '1 day') AS day`,
  // A working day's rhythm, with some noise: a point a minute, as a sensor that was never silent.
  `INSERT INTO sensor_metric SELECT s.id, date_trunc('second', at), 60000,
       busy * 2.6, busy * 2.5, busy, busy * 0.7, busy * 1.6, 4, 0,
       4 + busy / 12, 58e6 + busy * 2e4, busy / 40, 9e9 - busy * 1e7, 4
     FROM sensor s, generate_series(now() - interval '29 days', now() - interval '30 s', '1 min') AS at,
       LATERAL (SELECT 30 + 20 * sin(extract(epoch FROM at) / 13751)
         + 12 * random() AS busy) AS rhythm
     WHERE s.departed_at IS NULL AND NOT s.ephemeral ON CONFLICT DO NOTHING`,
  `INSERT INTO fleet_sample SELECT date_trunc('second', at),
       22 + 6 * sin(extract(epoch FROM at) / 13751), random() * 2, random() * 1.4, 0
     FROM generate_series(now() - interval '29 days', now() - interval '5 min', '5 min') AS at
     ON CONFLICT DO NOTHING`,
  `UPDATE sensor_event SET at = at - floor(random() * 6) * interval '1 hour' WHERE ephemeral`,
];
