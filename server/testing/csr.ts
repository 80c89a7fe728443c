import { certificateRequest, newPrivateKey } from "../../sensor-agent/src/identity/csr.ts";

/** A request as the sensor makes it, with its key. */
export function aCsr(): { csr: string; key: string } {
  const key = newPrivateKey();
  return { csr: certificateRequest(key), key };
}
