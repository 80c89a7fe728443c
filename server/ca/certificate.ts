import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  randomBytes,
  sign,
} from "node:crypto";
import forge from "node-forge";

const { asn1 } = forge;
type Node = forge.asn1.Asn1;
const { UNIVERSAL, CONTEXT_SPECIFIC } = asn1.Class;

/** What a certificate says; we decide all of it, whoever asks. */
export interface CertificateContent {
  readonly commonName: string;
  readonly publicKey: KeyObject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly usage: "authority" | "server" | "sensor";
  /** `dns`, `ip` or `uri` names. */
  readonly names: readonly { readonly type: "dns" | "ip" | "uri"; readonly value: string }[];
}

export interface Issuer {
  readonly commonName: string;
  readonly privateKey: KeyObject;
}

const node = (type: forge.asn1.Type, constructed: boolean, value: string | Node[]) =>
  asn1.create(UNIVERSAL, type, constructed, value);
const sequence = (...items: Node[]) => node(asn1.Type.SEQUENCE, true, items);
const oid = (text: string) => node(asn1.Type.OID, false, asn1.oidToDer(text).getBytes());
const integer = (bytes: Buffer) => node(asn1.Type.INTEGER, false, bytes.toString("binary"));
const octets = (bytes: string) => node(asn1.Type.OCTETSTRING, false, bytes);
const der = (tree: Node) => asn1.toDer(tree).getBytes();
const tagged = (tag: number, constructed: boolean, value: string | Node[]) =>
  asn1.create(CONTEXT_SPECIFIC, tag as forge.asn1.Type, constructed, value);

/** ecdsa-with-SHA256, RFC 5758. */
const algorithm = () => sequence(oid("1.2.840.10045.4.3.2"));

/** 127 random bits: positive without a leading zero byte (RFC 5280 §4.1.2.2 allows 20 bytes). */
export function newSerial(): Buffer {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  return serial;
}

/** Builds and signs an X.509 v3 certificate: ASN.1 by node-forge, ECDSA by node:crypto. */
export function issueCertificate(content: CertificateContent, issuer: Issuer) {
  const serial = newSerial();
  const body = sequence(
    tagged(0, true, [integer(Buffer.from([2]))]),
    integer(serial),
    algorithm(),
    distinguishedName(issuer.commonName),
    sequence(time(content.notBefore), time(content.notAfter)),
    distinguishedName(content.commonName),
    asn1.fromDer(spki(content.publicKey).toString("binary")),
    tagged(3, true, [sequence(...extensions(content, issuer))]),
  );
  const bodyDer = Buffer.from(der(body), "binary");
  const signature = sign("sha256", bodyDer, issuer.privateKey);
  const certificate = sequence(
    body,
    algorithm(),
    node(asn1.Type.BITSTRING, false, `\0${signature.toString("binary")}`),
  );
  const base64 = Buffer.from(der(certificate), "binary").toString("base64");
  const lines = base64.match(/.{1,64}/g) ?? [];
  const pem = `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
  return { pem, serial: serial.toString("hex") };
}

const spki = (key: KeyObject) => key.export({ type: "spki", format: "der" });

function distinguishedName(commonName: string): Node {
  const value = node(asn1.Type.UTF8, false, forge.util.encodeUtf8(commonName));
  return sequence(node(asn1.Type.SET, true, [sequence(oid("2.5.4.3"), value)]));
}

/** UTCTime until 2049, GeneralizedTime from 2050 on: RFC 5280 §4.1.2.5. */
function time(date: Date): Node {
  return date.getUTCFullYear() < 2050
    ? node(asn1.Type.UTCTIME, false, asn1.dateToUtcTime(date) as unknown as string)
    : node(asn1.Type.GENERALIZEDTIME, false, asn1.dateToGeneralizedTime(date) as unknown as string);
}

/** SHA-1 of the key bits, as RFC 5280 §4.2.1.2 names it: an identifier, not a protection. */
function keyIdentifier(key: KeyObject): string {
  const point = spki(key).subarray(-65);
  return createHash("sha1").update(point).digest("binary");
}

function extensions(content: CertificateContent, issuer: Issuer): Node[] {
  const { usage } = content;
  const authority = usage === "authority";
  const issuerKey = createPublicKey(issuer.privateKey);
  const extension = (id: string, critical: boolean, value: Node) =>
    sequence(
      oid(id),
      ...(critical ? [node(asn1.Type.BOOLEAN, false, "\xff")] : []),
      octets(der(value)),
    );
  const yes = node(asn1.Type.BOOLEAN, false, "\xff");
  // keyCertSign + cRLSign for the authority, digitalSignature for the others.
  const bits = node(asn1.Type.BITSTRING, false, authority ? "\x01\x06" : "\x07\x80");
  const purposes = { server: "1.3.6.1.5.5.7.3.1", sensor: "1.3.6.1.5.5.7.3.2" };
  return [
    extension("2.5.29.19", true, authority ? sequence(yes) : sequence()),
    extension("2.5.29.15", true, bits),
    extension("2.5.29.14", false, octets(keyIdentifier(content.publicKey))),
    extension("2.5.29.35", false, sequence(tagged(0, false, keyIdentifier(issuerKey)))),
    ...(usage === "authority"
      ? []
      : [extension("2.5.29.37", false, sequence(oid(purposes[usage])))]),
    ...(content.names.length > 0
      ? [extension("2.5.29.17", false, sequence(...content.names.map(alternativeName)))]
      : []),
  ];
}

function alternativeName(name: CertificateContent["names"][number]): Node {
  if (name.type === "dns") return tagged(2, false, name.value);
  if (name.type === "uri") return tagged(6, false, name.value);
  return tagged(7, false, addressBytes(name.value));
}

/** In forge since 0.6, missing from its types. */
function addressBytes(address: string): string {
  return (forge.util as unknown as { bytesFromIP(ip: string): string }).bytesFromIP(address);
}

/** A P-256 private key from its PEM. */
export const privateKeyFromPem = (pem: string): KeyObject => createPrivateKey(pem);
