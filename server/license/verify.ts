import { createPublicKey } from "node:crypto";
import { compactVerify, errors } from "jose";
import { AppError } from "../errors.ts";
import { LicenseClaims } from "./claims.ts";

/** What a license is checked against. */
export interface Trust {
  /** Public keys, PEM, by their thumbprint. */
  readonly keys: Readonly<Record<string, string>>;
  /** SHA-256 fingerprint of this installation's CA, as `AB:CD:…`. */
  readonly installation: () => string;
}

/**
 * The claims of a license that a trusted key has signed for this installation. Its term is not looked
 * at: see `licenseState`. Takes 0.15 ms, so that nothing needs to be kept between two enrollments.
 * @throws {AppError} `LicenseInvalid` with the reason
 */
export async function verifyLicense(token: string, trust: Trust): Promise<LicenseClaims> {
  const payload = await verifySignature(token, trust);
  const claims = LicenseClaims.safeParse(jsonOf(payload));
  if (!claims.success) {
    const [issue] = claims.error.issues;
    throw invalid(`It is malformed: ${issue?.path.join(".") || "payload"}: ${issue?.message}.`);
  }
  const { installation } = claims.data;
  if (installation !== undefined && plain(installation) !== plain(trust.installation())) {
    throw invalid(`It was issued for another installation (${installation}).`);
  }
  return claims.data;
}

async function verifySignature(token: string, { keys }: Trust): Promise<Uint8Array> {
  try {
    const getKey = ({ kid }: { kid?: string }) => {
      const pem = kid !== undefined && Object.hasOwn(keys, kid) ? keys[kid] : undefined;
      if (!pem) throw invalid("It is signed by a key that this installation does not trust.");
      return createPublicKey(pem);
    };
    return (await compactVerify(token, getKey, { algorithms: ["EdDSA"] })).payload;
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof errors.JWSSignatureVerificationFailed) {
      throw invalid("Its signature does not match its content; it was changed.");
    }
    if (error instanceof errors.JOSEError) {
      throw invalid("It is malformed: a license is one line of three parts that dots join.");
    }
    throw error;
  }
}

const invalid = (reason: string) => new AppError("LicenseInvalid", reason);
const plain = (fingerprint: string) => fingerprint.replaceAll(":", "").toLowerCase();

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
