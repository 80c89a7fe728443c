import type { EnrollmentToken } from "../db/generated/client.ts";
import { AppError, type ErrorCode } from "../errors.ts";
import { admissionRefusal } from "../tokens/admits.ts";
import { tokenState } from "../tokens/state.ts";
import type { AdmittingToken, Asked } from "./admission.ts";

const codes = {
  revoked: "TokenRevoked",
  exhausted: "TokenExhausted",
  expired: "TokenExpired",
} as const satisfies Record<string, ErrorCode>;

/** Why a token admits no further sensor now; null: it does. */
export function tokenRefusal(
  token: Pick<EnrollmentToken, "revokedAt" | "expiresAt" | "maxUses" | "uses">,
  now: Date,
): ErrorCode | null {
  const state = tokenState(token, now);
  return state === "active" ? null : codes[state];
}

/**
 * Why a token does not answer again to a key that it has enrolled: a lost reply may be repeated
 * although the token is used up by now, but not once it is revoked or expired.
 */
export function repeatRefusal(
  token: Pick<EnrollmentToken, "revokedAt" | "expiresAt">,
  now: Date,
): ErrorCode | null {
  return tokenRefusal({ ...token, maxUses: null, uses: 0 }, now);
}

/** Everything that stands against a request with this token; null: it is admitted. */
export function admissionRefused(admission: {
  token: AdmittingToken;
  asked: Pick<Asked, "request" | "address">;
  isRepeat: boolean;
  now: Date;
}): AppError | null {
  const { token, isRepeat, now } = admission;
  const { request, address } = admission.asked;
  const refusal = isRepeat ? repeatRefusal(token, now) : tokenRefusal(token, now);
  if (refusal) return new AppError(refusal);
  if (token.clusterName && request.clusterName && token.clusterName !== request.clusterName) {
    return new AppError("ClusterNameMismatch", `The token is for cluster ${token.clusterName}.`);
  }
  const elsewhere = boundElsewhere(token, request);
  if (elsewhere) return new AppError("ClusterNameMismatch", elsewhere);
  const limit = admissionRefusal(token, { name: request.name, address });
  return limit && new AppError(limit.code, limit.detail);
}

/**
 * Why a token that a cluster has claimed does not admit this request; null: it does. A name can be
 * given to two clusters; their UIDs differ.
 */
function boundElsewhere(
  { clusterName, clusterUid }: Pick<AdmittingToken, "clusterName" | "clusterUid">,
  { facts: { kubernetes } }: Pick<Asked, "request">["request"],
): string | null {
  if (clusterUid === null || kubernetes?.clusterUid.toLowerCase() === clusterUid) return null;
  return kubernetes
    ? `The token belongs to another cluster with the name ${clusterName} (UID ${clusterUid}, this one's is ${kubernetes.clusterUid}). Generate a token for this cluster, and put it into its Secret.`
    : `The token belongs to the Kubernetes cluster ${clusterName} (UID ${clusterUid}), and this request does not say that it comes from there. A pod says so once the Kubernetes API answers it: see its log. Hosts outside of the cluster need a token of another type.`;
}

/** Tags that a sensor gets: its own, under those that the token fixes. A key stands once. */
export function mergeTags(fixed: readonly string[], own: readonly string[]): string[] {
  const key = (tag: string) => tag.slice(0, tag.indexOf(":"));
  const taken = new Set(fixed.map(key));
  return [...new Set([...fixed, ...own.filter((tag) => !taken.has(key(tag)))])];
}
