import "reflect-metadata";
import { createPublicKey } from "node:crypto";
import * as x509 from "@peculiar/x509";
import { newPrivateKey } from "../sensor-agent/src/identity/csr.ts";
import { issueCertificate, privateKeyFromPem } from "../server/ca/certificate.ts";
import { type BenchResult, median } from "./result.ts";

const signatures = 300;
const runs = 7;

/** A sensor certificate built and signed, against `@peculiar/x509` with the same content. */
export async function run(): Promise<BenchResult[]> {
  const [ours, theirs] = [ourSide(), await peerSide()];
  const ratios: number[] = [];
  const micros = { ours: [] as number[], theirs: [] as number[] };
  for (let index = 0; index <= runs; index++) {
    const [own, other] = [await cpuMicros(ours), await cpuMicros(theirs)];
    // The first pair warms both up.
    if (index === 0) continue;
    ratios.push(own / other);
    micros.ours.push(own);
    micros.theirs.push(other);
  }
  const ratio = median(ratios);
  return [
    {
      name: "CA signing",
      budget: "no more CPU than @peculiar/x509",
      measured: `${ratio.toFixed(2)} × (${median(micros.ours).toFixed(0)} µs)`,
      peer: `@peculiar/x509: ${median(micros.theirs).toFixed(0)} µs`,
      met: ratio <= 1,
      detail: `${runs} alternating runs of ${signatures} certificates, P-256, CPU time of the process`,
    },
  ];
}

async function cpuMicros(sign: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  for (let index = 0; index < signatures; index++) await sign();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / signatures;
}

function ourSide(): () => unknown {
  const issuer = { commonName: "Bench CA", privateKey: privateKeyFromPem(newPrivateKey()) };
  const publicKey = createPublicKey(newPrivateKey());
  const [notBefore, notAfter] = [new Date("2026-01-01"), new Date("2026-02-01")];
  const names = [{ type: "uri", value: "telovix:sensor:x" }] as const;
  return () =>
    issueCertificate(
      { commonName: "x", publicKey, notBefore, notAfter, usage: "sensor", names },
      issuer,
    );
}

async function peerSide(): Promise<() => Promise<unknown>> {
  x509.cryptoProvider.set(crypto);
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const [ca, leaf] = await Promise.all(
    [1, 2].map(() => crypto.subtle.generateKey(algorithm, true, ["sign", "verify"])),
  );
  if (!ca || !leaf) throw new Error("no keys");
  return async () =>
    x509.X509CertificateGenerator.create({
      subject: "CN=x",
      issuer: "CN=Bench CA",
      notBefore: new Date("2026-01-01"),
      notAfter: new Date("2026-02-01"),
      signingAlgorithm: algorithm,
      publicKey: leaf.publicKey,
      signingKey: ca.privateKey,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
        new x509.SubjectAlternativeNameExtension([{ type: "url", value: "telovix:sensor:x" }]),
        await x509.SubjectKeyIdentifierExtension.create(leaf.publicKey),
        await x509.AuthorityKeyIdentifierExtension.create(ca.publicKey),
      ],
    });
}
