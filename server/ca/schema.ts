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
