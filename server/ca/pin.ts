import { createHash, X509Certificate } from "node:crypto";

/** The public key of a PEM certificate as `curl --pinnedpubkey` takes it. */
export function publicKeyPin(certificatePem: string): string {
  const spki = new X509Certificate(certificatePem).publicKey.export({
    type: "spki",
    format: "der",
  });
  return `sha256//${createHash("sha256").update(spki).digest("base64")}`;
}
