import type { Tx } from "../context.ts";

/** Serializes what records attempts, so that the counts below hold across processes. */
const advisoryLock = 7_368_105;
const hourMs = 3_600_000;
/** Reports that need no authentication, over all addresses; what strangers can fill in an hour. */
const preflightsPerHour = 200;

export async function lockAttempts(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLock})`;
}

/** Whether one more pre-flight report may be stored at this moment. Ask under `lockAttempts`. */
export async function hasRoomForPreflight(tx: Tx, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - hourMs);
  const stored = await tx.enrollmentAttempt.count({
    where: { at: { gt: since }, kind: "preflight" },
  });
  return stored < preflightsPerHour;
}
