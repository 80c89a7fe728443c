import { createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import forge from "node-forge";

const { asn1 } = forge;
const universal = asn1.Class.UNIVERSAL;
type Node = forge.asn1.Asn1;

/** A new P-256 private key, PKCS#8 PEM. */
export function newPrivateKey(): string {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return privateKey.export({ type: "pkcs8", format: "pem" }) as string;
}

/** A PKCS#10 request for the key (RFC 2986). The Console decides the subject, so ours is only a hint. */
export function certificateRequest(privateKeyPem: string): string {
  const sequence = (...items: Node[]) => asn1.create(universal, asn1.Type.SEQUENCE, true, items);
  const oid = (text: string) =>
    asn1.create(universal, asn1.Type.OID, false, asn1.oidToDer(text).getBytes());
  const name = asn1.create(universal, asn1.Type.UTF8, false, "telovix-sensor");
  const set = asn1.create(universal, asn1.Type.SET, true, [sequence(oid("2.5.4.3"), name)]);
  const spki = createPublicKey(privateKeyPem).export({ type: "spki", format: "der" });
  const info = sequence(
    asn1.create(universal, asn1.Type.INTEGER, false, "\0"),
    sequence(set),
    asn1.fromDer(spki.toString("binary")),
    asn1.create(asn1.Class.CONTEXT_SPECIFIC, 0 as forge.asn1.Type, true, []),
  );
  const infoDer = Buffer.from(asn1.toDer(info).getBytes(), "binary");
  const signature = sign("sha256", infoDer, privateKeyPem).toString("binary");
  const request = sequence(
    info,
    sequence(oid("1.2.840.10045.4.3.2")),
    asn1.create(universal, asn1.Type.BITSTRING, false, `\0${signature}`),
  );
  const base64 = Buffer.from(asn1.toDer(request).getBytes(), "binary").toString("base64");
  const lines = base64.match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE REQUEST-----\n${lines.join("\n")}\n-----END CERTIFICATE REQUEST-----\n`;
}
