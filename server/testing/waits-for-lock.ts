import type pg from "pg";

/** Resolves once somebody else on this database waits for a lock. */
export async function waitsForLock(pool: pg.Pool): Promise<void> {
  const waiting = `SELECT FROM pg_stat_activity
    WHERE wait_event_type = 'Lock' AND datname = current_database()`;
  for (let asked = 0; asked < 5_000; asked++) {
    const { rows } = await pool.query(waiting);
    if (rows.length > 0) return;
  }
  throw new Error("Nobody waits for a lock.");
}
