import { z } from "zod";

/** Nodes that enroll without a license. */
export const defaultNodesMax = 100;
/** An admin hears of the end this long before. */
const expiringDays = 30;
const dayMs = 86_400_000;

/** Seconds since 1970, as JWT has them, up to what a `Date` can hold. */
const moment = z.number().int().min(0).max(8.64e12);
const text = z.string().min(1).max(200);

/** Payload of a license, a JWS signed with Ed25519. RFC 7519 names, and two of ours. */
export const LicenseClaims = z.object({
  iss: z.literal("telovix"),
  /** The customer. */
  sub: text,
  jti: text,
  iat: moment,
  nbf: moment.optional(),
  exp: moment,
  max_protected_nodes: z.number().int().min(1).max(10_000_000),
  /** SHA-256 fingerprint of the Console CA that the license is bound to; absent: any installation. */
  installation: text.optional(),
});
export type LicenseClaims = z.infer<typeof LicenseClaims>;

type Term = Pick<LicenseClaims, "nbf" | "exp">;

/** Valid from `nbf` on, until just before `exp`. */
export function licenseState(
  term: Term,
  now: Date,
): "notYetValid" | "valid" | "expiring" | "expired" {
  const at = now.getTime();
  if (at >= term.exp * 1000) return "expired";
  if (term.nbf !== undefined && at < term.nbf * 1000) return "notYetValid";
  return at >= term.exp * 1000 - expiringDays * dayMs ? "expiring" : "valid";
}

/** Why a license is not in force now; null: it is. */
export function termProblem(term: Term, now: Date): string | null {
  const state = licenseState(term, now);
  if (state === "expired") return `It expired at ${claimTime(term.exp)}.`;
  return state === "notYetValid" ? `It is not valid before ${claimTime(term.nbf ?? 0)}.` : null;
}

/** A claim's time in ISO 8601. */
export const claimTime = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** How many nodes may be enrolled; a license that is not in force admits as many as none does. */
export function nodesMax(license: LicenseClaims | null, now: Date): number {
  return license && termProblem(license, now) === null
    ? license.max_protected_nodes
    : defaultNodesMax;
}
