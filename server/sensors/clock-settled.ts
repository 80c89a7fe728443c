import type { Db, Tx } from "../context.ts";

/**
 * Whether what is old by the clock is old. One that was set forward makes all look old: after every
 * gap of the listening clock, and until it runs, what cannot be undone waits for an hour, in which a
 * wrong clock is seen and set right.
 */
export async function isClockSettled(db: Db | Tx): Promise<boolean> {
  const rows = await db.$queryRaw<{ settled: boolean }[]>`
    SELECT abs(extract(epoch FROM database_now() - last_at)) < 60
      AND (gap_at IS NULL OR gap_at < database_now() - interval '1 hour') AS settled
    FROM listening WHERE id = 1`;
  return rows[0]?.settled ?? false;
}
