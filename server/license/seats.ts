import type { Tx } from "../context.ts";
import { AppError } from "../errors.ts";
import { nodesMax } from "./claims.ts";
import { readLicensing } from "./read.ts";

/**
 * Refuses the seat that this transaction has just taken when the license has none left. To be called
 * after the sensor's row was written: the trigger that counted it holds the counter's row until the
 * transaction ends, so that concurrency cannot exceed the limit, and a rollback gives the seat back.
 * @throws {AppError} `NodeLimitExceeded`
 */
export async function requireSeat(tx: Tx, now: Date): Promise<void> {
  const { taken, license } = await readLicensing(tx);
  const limit = nodesMax(license, now);
  if (taken <= limit) return;
  throw new AppError(
    "NodeLimitExceeded",
    `The license allows ${limit} nodes (max_protected_nodes) and ${taken - 1} are enrolled, stale ones included.`,
  );
}
