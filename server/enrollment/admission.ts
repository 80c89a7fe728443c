import type { EnrollRequest } from "../../sensor-agent/src/protocol.ts";
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
>;

/** A request that a token admits, at one moment. */
export interface Admission {
  readonly token: AdmittingToken;
  readonly request: EnrollRequest;
  readonly publicKeyHash: Uint8Array<ArrayBuffer>;
  readonly now: Date;
}
