import type { Tx } from "../context.ts";
import { nodesMax } from "../license/claims.ts";
import { readLicensing } from "../license/read.ts";
import { seatPressure } from "../license/seat-pressure.ts";
import { endAlert, raiseAlert } from "./raise.ts";

const kind = "license_near_limit";

/**
 * The license's seats: an alert when nine tenths are taken, another when all are. Each ends a tenth
 * lower, so that a fleet that breathes around a threshold, a small one too, is told of once.
 */
export async function watchSeats(tx: Tx, at: Date): Promise<void> {
  const { taken, license } = await readLicensing(tx);
  const limit = nodesMax(license, at);
  const pressure = seatPressure(taken, limit);
  const details = { taken, limit };
  if (pressure === "near") {
    const title = `${taken} of ${limit} seats of the license are taken`;
    await raiseAlert(tx, at, { kind, key: "near", title, details });
  }
  if (pressure === "full") {
    const title = `All ${limit} seats of the license are taken: no further sensor can enroll`;
    await raiseAlert(tx, at, { kind, key: "full", title, details });
  }
  if (pressure === "free") await endAlert(tx, at, { kind, key: "full" });
  if (taken * 10 < limit * 8) await endAlert(tx, at, { kind, key: "near" });
}
