import { X509Certificate } from "node:crypto";
import { z } from "zod";

const When = z.iso.datetime();

/** What a person wants to know of a certificate. */
export const CertificateFacts = z.object({
  /** Common names, as in "Telovix Console CA"; where there is none, the whole name. */
  subject: z.string(),
  issuer: z.string(),
  /** Host names and addresses that it is valid for. */
  names: z.array(z.string()),
  notBefore: When,
  notAfter: When,
  /** SHA-256 of the certificate, hex with colons. */
  fingerprint: z.string(),
});
export type CertificateFacts = z.infer<typeof CertificateFacts>;

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
