import "reflect-metadata";
import { randomBytes } from "node:crypto";
import * as x509 from "@peculiar/x509";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const day = 86_400_000;

/** A certificate and its key, PEM. */
export interface Pair {
  readonly certificate: string;
  readonly key: string;
}

export interface Wanted {
  /** `CN=system:node:a,O=system:nodes`: user and group, where Kubernetes is the reader. */
  readonly subject: string;
  /** Addresses and names of a server. */
  readonly addresses?: readonly string[];
  readonly names?: readonly string[];
}

/** A cluster's certificate authority. */
export interface Authority {
  readonly certificate: string;
  issue(wanted: Wanted): Promise<Pair>;
}

export async function newAuthority(): Promise<Authority> {
  x509.cryptoProvider.set(crypto);
  const keys = await newKeys();
  const subject = "CN=telovix-test-cluster";
  const ca = await x509.X509CertificateGenerator.create({
    ...common(subject, subject),
    publicKey: keys.publicKey,
    signingKey: keys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  });
  return {
    certificate: ca.toString("pem"),
    async issue(wanted) {
      const own = await newKeys();
      const names = [
        ...(wanted.addresses ?? []).map((value) => ({ type: "ip" as const, value })),
        ...(wanted.names ?? []).map((value) => ({ type: "dns" as const, value })),
      ];
      const { clientAuth, serverAuth } = x509.ExtendedKeyUsage;
      const certificate = await x509.X509CertificateGenerator.create({
        ...common(wanted.subject, subject),
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        extensions: [
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
          new x509.ExtendedKeyUsageExtension([clientAuth, serverAuth]),
          ...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names)] : []),
        ],
      });
      return { certificate: certificate.toString("pem"), key: await privatePem(own.privateKey) };
    },
  };
}

const newKeys = () => crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);

const common = (subject: string, issuer: string) => ({
  subject,
  issuer,
  serialNumber: `01${randomBytes(8).toString("hex")}`,
  notBefore: new Date(Date.now() - day),
  notAfter: new Date(Date.now() + day),
  signingAlgorithm: algorithm,
});

async function privatePem(key: CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY");
}
