import type { EnrollRequest } from "../../sensor-agent/src/protocol.ts";
import type { EnrollmentToken } from "../db/generated/client.ts";

/** A request that a token admits, at one moment. */
export interface Admission {
  readonly token: EnrollmentToken;
  readonly request: EnrollRequest;
  readonly publicKeyHash: Uint8Array<ArrayBuffer>;
  readonly now: Date;
}
