import type { EnrollRequest } from "../../sensor-agent/src/protocol.ts";
import type { SensorCertificate } from "../ca/authority.ts";
import type { EnrollmentToken } from "../db/generated/client.ts";

/** What of a token decides over an enrollment. */
export type AdmittingToken = Pick<
  EnrollmentToken,
  | "id"
  | "prefix"
  | "uses"
  | "maxUses"
  | "expiresAt"
  | "revokedAt"
  | "clusterName"
  | "tags"
  | "role"
  | "ephemeral"
  | "removeAfterSeconds"
  | "namePattern"
  | "allowedCidrs"
>;

/** A request that a token admits, at one moment, and the certificate that it gets. */
export interface Admission {
  readonly token: AdmittingToken;
  readonly request: EnrollRequest;
  readonly publicKeyHash: Uint8Array<ArrayBuffer>;
  readonly now: Date;
  readonly sensorId: string;
  readonly certificate: SensorCertificate;
}

/** What the token fixes wins over the request. */
export function isEphemeral({ token, request }: Pick<Admission, "token" | "request">): boolean {
  return token.ephemeral ?? request.ephemeral ?? false;
}
