import { X509Certificate } from "node:crypto";
import type { CertificateFacts } from "./schema.ts";

/** Reads a PEM certificate; of a chain, its first. */
export function certificateFacts(pem: string): CertificateFacts {
  const certificate = new X509Certificate(pem);
  return {
    subject: commonName(certificate.subject),
    issuer: commonName(certificate.issuer),
    names: namesOf(certificate.subjectAltName ?? ""),
    notBefore: certificate.validFromDate.toISOString(),
    notAfter: certificate.validToDate.toISOString(),
    fingerprint: certificate.fingerprint256,
  };
}

/** Node gives a name as lines of `CN=…`. */
const commonName = (name: string) => /^CN=(.*)$/m.exec(name)?.[1] ?? name.replaceAll("\n", ", ");

/** `DNS:a.example, IP Address:::1` as Node writes it; what needs quotes is no name of a host. */
function namesOf(text: string): string[] {
  return text
    .split(", ")
    .map((each) => /^(?:DNS|IP Address):(.+)$/.exec(each)?.[1])
    .filter((name) => name !== undefined)
    .map((name) => (name.includes(":") ? shortAddress(name) : name));
}

/** `0:0:0:0:0:0:0:1` as people write it: `::1`. */
const shortAddress = (address: string) =>
  URL.parse(`http://[${address}]`)?.hostname.slice(1, -1) ?? address;
