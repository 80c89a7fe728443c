import type { Tx } from "../context.ts";
import { AppError } from "../errors.ts";
import { nodesMax } from "./claims.ts";
import { readLicensing } from "./read.ts";

/** The seats of the license, held by this transaction. */
export interface Seats {
  /** @throws {AppError} `NodeLimitExceeded` when none is left */
  take(): void;
}

/**
 * Locks the seat counter until the transaction ends, so that concurrency cannot exceed the limit.
 * To be called before the rows that take seats are written, and after rows that exist are locked:
 * departures lock in that order too.
 */
export async function lockSeats(tx: Tx, now: Date): Promise<Seats> {
  await tx.$executeRaw`SELECT FROM seat FOR UPDATE`;
  const { taken: takenBefore, license } = await readLicensing(tx);
  const limit = nodesMax(license, now);
  let taken = takenBefore;
  return {
    take() {
      if (taken >= limit) {
        throw new AppError(
          "NodeLimitExceeded",
          `The license allows ${limit} nodes (max_protected_nodes) and ${taken} are enrolled, stale ones included.`,
        );
      }
      taken += 1;
    },
  };
}
