import { shortDuration } from "../duration.ts";
import type { ErrorCode } from "../errors.ts";
import type { CauseFacts, CauseRule } from "./cause-facts.ts";

const since = (at: Date | null | undefined, now: Date) =>
  at && at <= now ? ` ${shortDuration((now.getTime() - at.getTime()) / 1000)} ago` : "";

/** The refusals of an enrollment that facts say more about than the table of errors does. */
export const refusalCauses = {
  InvalidToken: () => ({
    title: "Token is not known here",
    fix: "Copy the whole token, or generate a new one. A token of another Console is not known either.",
    action: "generate_token",
  }),
  TokenExpired: ({ token, now }) => ({
    title: `Token expired${since(token?.expiresAt, now)}`,
    fix: "Generate a new token; one that lives longer, if hosts start later than it is made.",
    action: "generate_token",
  }),
  TokenRevoked: ({ token, now }) => ({
    title: `Token was revoked${since(token?.revokedAt, now)}`,
    fix: "Generate a new token, and replace the old one wherever hosts still start with it.",
    action: "generate_token",
  }),
  TokenExhausted: ({ token }) => ({
    title: token?.maxUses
      ? `Token is used up: ${token.uses} of ${token.maxUses}`
      : "Token is used up",
    fix: "Generate a token for each host, or a batch token with as many uses as there are hosts.",
    action: "generate_token",
  }),
  ClusterNameMismatch: otherCluster,
  NameNotAllowed: ({ token, name }) => ({
    ...(token?.namePattern && {
      title: `Name ${name ?? "of the host"} does not match ${token.namePattern}`,
      fix: `Enroll under a name like ${token.namePattern} (--name), or generate a token without a pattern.`,
    }),
    action: "open_token",
  }),
  AddressNotAllowed: ({ token, address }) => ({
    ...(token &&
      token.allowedCidrs.length > 0 && {
        title: `Address ${address} is outside ${list(token.allowedCidrs)}`,
        fix: "Enroll from those networks, or generate a token that admits this address.",
      }),
    action: "open_token",
  }),
  NodeLimitExceeded: licenseLimit,
} satisfies Partial<CauseRule<ErrorCode>>;

/** The name differs, or it is the same and the cluster is another: made anew, or named alike. */
function otherCluster({ token, detail }: CauseFacts) {
  const action = "generate_token" as const;
  if (!token?.clusterName) return { title: "Token is for another cluster", action };
  const { clusterName, clusterUid } = token;
  if (clusterUid === null || !detail.includes(clusterUid)) {
    return {
      title: `Token is for cluster ${clusterName}`,
      fix: "Enroll with the token's cluster name, or generate a token for this cluster.",
      action,
    };
  }
  if (!detail.startsWith("The token belongs to another cluster")) {
    return {
      title: `Not known to be in cluster ${clusterName}, which the token belongs to`,
      fix: "A pod says which cluster it is in once the Kubernetes API answers it: its log tells why not, and it tries again. Hosts outside of the cluster need a token of another type.",
      action: "open_token" as const,
    };
  }
  return {
    title: `Token belongs to another cluster named ${clusterName}`,
    fix: "The first cluster that enrolled with it has claimed it. Generate a token for this one, and put it into the Secret that its chart reads.",
    action,
  };
}

function licenseLimit({ seats }: CauseFacts) {
  const { taken, limit } = seats;
  if (taken < limit) {
    return {
      title: `Node limit was reached; ${limit - taken} of ${limit} seats are free now`,
      fix: "Enroll these hosts again.",
    };
  }
  return {
    title: `Node limit of ${limit} is reached`,
    fix: "Delete stale sensors, which hold seats too, or upload a license for more nodes.",
    action: "license" as const,
  };
}

function list(items: readonly string[]): string {
  const [first = "", ...rest] = items;
  return rest.length === 0 ? first : `${first} and ${rest.length} more`;
}
