import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { countSensors } from "../sensors/count.ts";
import { claimTime, type LicenseClaims, licenseState, nodesMax, termProblem } from "./claims.ts";
import { readLicensing } from "./read.ts";
import type { LicenseView } from "./schema.ts";

/** The license in force and who holds its seats. */
export async function getLicense(ctx: Ctx): Promise<LicenseView> {
  authorize(ctx.actor, "read");
  const now = ctx.clock.now();
  const [licensing, counts, ephemeral] = await Promise.all([
    readLicensing(ctx.db),
    countSensors(ctx.db, {}),
    ctx.db.sensor.count({ where: { departedAt: null, ephemeral: true } }),
  ]);
  const { license, problem, uploaded, taken, trust } = licensing;
  return {
    ...viewState(license, problem, now),
    id: license?.jti ?? null,
    customer: license?.sub ?? null,
    maxProtectedNodes: license?.max_protected_nodes ?? null,
    issuedAt: license ? claimTime(license.iat) : null,
    expiresAt: license ? claimTime(license.exp) : null,
    uploaded: uploaded && { at: uploaded.at.toISOString(), by: uploaded.by },
    limit: nodesMax(license, now),
    seats: { taken, stale: counts.stale, offline: counts.offline, ephemeral },
    installation: trust.installation(),
  };
}

function viewState(
  license: LicenseClaims | null,
  problem: string | null,
  now: Date,
): Pick<LicenseView, "state" | "problem"> {
  if (!license) return { state: problem === null ? "default" : "invalid", problem };
  const state = licenseState(license, now);
  // Refused at the upload, so only when the clock was set back since.
  if (state === "notYetValid") return { state: "invalid", problem: termProblem(license, now) };
  return { state, problem: null };
}
