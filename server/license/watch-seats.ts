import { endAlert, raiseAlert } from "../alerts/raise.ts";
import type { Tx } from "../context.ts";
import { nodesMax } from "./claims.ts";
import { readLicensing } from "./read.ts";
import { seatPressure } from "./seat-pressure.ts";

const kind = "license_near_limit";

/**
 * Raises an alert when nine tenths of the seats are taken, and another when all are. They end one
 * step lower, so that a fleet that comes and goes around a threshold is told of once.
 */
export async function watchSeats(tx: Tx, now: Date): Promise<void> {
  const { taken, license } = await readLicensing(tx);
  const limit = nodesMax(license, now);
  const pressure = seatPressure(taken, limit);
  const details = { taken, limit };
  if (pressure === "full") {
    const title = `All ${limit} seats of the license are taken: new sensors are refused.`;
    await raiseAlert(tx, now, { kind, key: "full", title, details });
  }
  if (pressure === "near") {
    const title = `${taken} of ${limit} seats of the license are taken.`;
    await raiseAlert(tx, now, { kind, key: "near", title, details });
  }
  if (pressure === "free") await endAlert(tx, now, { kind, key: "full" });
  if (taken * 10 < limit * 8) await endAlert(tx, now, { kind, key: "near" });
}
