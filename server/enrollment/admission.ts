import type { KeyObject } from "node:crypto";
import type { EnrollRequest } from "../../sensor-agent/src/protocol.ts";
import type { SensorCertificate } from "../ca/authority.ts";
import type { EnrollmentToken } from "../db/generated/client.ts";

/** What of a token decides over an enrollment. */
export type AdmittingToken = Pick<
  EnrollmentToken,
  | "id"
  | "prefix"
  | "hash"
  | "uses"
  | "maxUses"
  | "expiresAt"
  | "revokedAt"
  | "type"
  | "clusterName"
  | "clusterUid"
  | "tags"
  | "role"
  | "ephemeral"
  | "removeAfterSeconds"
  | "namePattern"
  | "allowedCidrs"
>;

/** A request that reads well: what is asked, with which token and key, and from where. */
export interface Asked {
  readonly request: EnrollRequest;
  /** SHA-256 of the token's secret. */
  readonly tokenHash: Buffer;
  readonly publicKey: KeyObject;
  /** SHA-256 of the public key (SPKI): who asks. */
  readonly publicKeyHash: Buffer;
  readonly address: string;
}

/** The sensor that a key belongs to already. */
export interface Known {
  readonly id: string;
  readonly name: string;
  readonly ephemeral: boolean;
  readonly tokenId: string;
  readonly departedAt: Date | null;
  readonly publicKeyHash: Uint8Array;
}

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

/** The cluster that a token is bound to once it has admitted this request; null: to none. */
export function boundUid({ token, request }: Pick<Admission, "token" | "request">): string | null {
  if (token.type !== "cluster") return null;
  return token.clusterUid ?? request.facts.kubernetes?.clusterUid ?? null;
}
