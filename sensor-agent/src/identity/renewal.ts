import { X509Certificate } from "node:crypto";

/** Renewed when this share of its life is over (DESIGN.md, "Identity"). */
const renewAt = 2 / 3;

/** When a certificate is to be renewed, Unix ms. */
export function renewalTimeMs(certificatePem: string): number {
  const { validFrom, validTo } = new X509Certificate(certificatePem);
  const from = Date.parse(validFrom);
  return from + (Date.parse(validTo) - from) * renewAt;
}
