import { createPublicKey, type KeyObject, verify } from "node:crypto";
import forge from "node-forge";
import { AppError } from "../errors.ts";

const pemShape =
  /^\s*-----BEGIN CERTIFICATE REQUEST-----\s*([A-Za-z0-9+/=\s]+)-----END CERTIFICATE REQUEST-----\s*$/;
/** A P-256 request of ours has ~250 bytes; anything near this is not one. */
const bytesMax = 4096;
/** An ECDSA signature is DER inside a BIT STRING, which forge would unfold. Missing from its types. */
const derOptions = { strict: true, decodeBitStrings: false } as unknown as boolean;
const ecdsaWithSha256 = "1.2.840.10045.4.3.2";

/**
 * Reads a PKCS#10 request, and checks that its sender holds the key (RFC 2986 §4.2).
 * Only the key is taken from it: subject and extensions are ours to decide.
 * @throws {AppError} `InvalidCsr`
 */
export function readCsr(pem: string): KeyObject {
  if (pem.length > bytesMax) throw invalid(`csr: at most ${bytesMax} characters.`);
  const base64 = pemShape.exec(pem)?.[1];
  if (!base64) throw invalid("csr: a PEM block CERTIFICATE REQUEST.");
  const { body, algorithm, signature, spki } = parts(base64);
  if (algorithm !== ecdsaWithSha256) throw invalid("csr: signed with ECDSA and SHA-256.");
  const key = publicKey(spki);
  if (key.asymmetricKeyType !== "ec" || key.asymmetricKeyDetails?.namedCurve !== "prime256v1") {
    throw invalid("csr: an EC key on the curve P-256.");
  }
  if (!verify("sha256", body, key, signature)) {
    throw invalid("csr: its signature does not match its key.");
  }
  return key;
}

const invalid = (detail: string) => new AppError("InvalidCsr", detail);

function publicKey(spki: Buffer): KeyObject {
  try {
    return createPublicKey({ key: spki, format: "der", type: "spki" });
  } catch {
    throw invalid("csr: its public key cannot be read.");
  }
}

/** CertificationRequest ::= SEQUENCE { info, algorithm, signature }; info's third item is the key. */
function parts(base64: string) {
  try {
    const { asn1 } = forge;
    const tree = asn1.fromDer(Buffer.from(base64, "base64").toString("binary"), derOptions);
    const [info, algorithm, signature] = children(tree);
    const key = children(info)[2];
    const id = children(algorithm)[0];
    if (!info || !key || typeof id?.value !== "string" || typeof signature?.value !== "string") {
      throw new Error("shape");
    }
    // The signature covers only `info`; what stands around it must be exactly the DER of a request.
    const { Class, Type, create } = asn1;
    const framed = create(Class.UNIVERSAL, Type.SEQUENCE, true, [
      info,
      create(Class.UNIVERSAL, Type.SEQUENCE, true, [
        create(Class.UNIVERSAL, Type.OID, false, id.value),
      ]),
      create(Class.UNIVERSAL, Type.BITSTRING, false, `\0${signature.value.slice(1)}`),
    ]);
    if (!bytes(framed).equals(Buffer.from(base64, "base64"))) throw new Error("shape");
    return {
      body: bytes(info),
      spki: bytes(key),
      algorithm: asn1.derToOid(forge.util.createBuffer(id.value)),
      // The first byte of a BIT STRING counts its unused bits.
      signature: Buffer.from(signature.value, "binary").subarray(1),
    };
  } catch {
    throw invalid("csr: not a PKCS#10 request.");
  }
}

function children(node: forge.asn1.Asn1 | undefined): forge.asn1.Asn1[] {
  return Array.isArray(node?.value) ? node.value : [];
}

const bytes = (node: forge.asn1.Asn1) => Buffer.from(forge.asn1.toDer(node).getBytes(), "binary");
